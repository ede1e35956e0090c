//! Puts the slices' descriptions together, and adds to each route what the layers around all routes may answer.

use utoipa::{
    Modify, OpenApi, ToSchema,
    openapi::{
        Header, HttpMethod, Ref, SecurityRequirement,
        content::ContentBuilder,
        header::HeaderBuilder,
        path::Operation,
        response::ResponseBuilder,
        schema::{ObjectBuilder, Type},
        security::{Http, HttpAuthScheme, SecurityScheme},
    },
};
use web_kit::{ErrorBody, ErrorKind, ErrorResponse, ProblemDetails};

/// The whole description, of the slices' parts.
pub fn assemble(parts: impl Iterator<Item = utoipa::openapi::OpenApi>) -> utoipa::openapi::OpenApi {
    let mut whole = parts.fold(Whole::openapi(), utoipa::openapi::OpenApi::merge_from);
    for (path, item) in &mut whole.paths.paths {
        let operations = [
            (HttpMethod::Get, &mut item.get),
            (HttpMethod::Post, &mut item.post),
            (HttpMethod::Delete, &mut item.delete),
        ];
        for (method, operation) in operations {
            if let Some(operation) = operation {
                add_usual_answers(operation, &method, path);
            }
        }
    }
    whole
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Nano Prompt",
        description = "What programs can ask of this service. The pages that people use are not in it.\n\n\
            Programs talk to it as they talk to OpenAI: with the base URL `/v1` and a key that its owner makes on the page \
            `/you`. Every answer has the id of its request in `x-request-id`; once a limit of use was counted against, it \
            also says what is left, in `ratelimit-limit`, `ratelimit-remaining` and `ratelimit-reset`.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    // In the order in which people read of them.
    tags(
        (
            name = "OpenAI",
            description = "What OpenAI's clients ask, answered as they read it. Text and judgements pass through to the model and back and \
                are not kept; pictures and films are made as durable work, and are in the library afterwards.",
        ),
        (
            name = "Generations",
            description = "Orders of pictures and films: answered at once, then followed, stopped, or looked back at with what left the \
                machine for each.",
        ),
        (name = "Assets", description = "What is in the library: listed, fetched, added to and erased."),
        (name = "Usage", description = "What was used, and what is left of budgets."),
        (name = "Webhooks", description = "Servers of yours that are told when something ends."),
        (name = "Privacy", description = "What is promised, and what proves that something was erased."),
        (name = "About this service", description = "Whether it works, and what it can be asked."),
    ),
    components(schemas(ErrorResponse, ErrorBody, ErrorKind, ProblemDetails)),
    modifiers(&Secrets),
)]
struct Whole;

/// The ways to say who asks.
struct Secrets;

impl Modify for Secrets {
    fn modify(&self, whole: &mut utoipa::openapi::OpenApi) {
        let components = whole.components.get_or_insert_default();
        for (name, about) in [
            ("key", "A key of a person, `np_…`, made on the page `/you`."),
            (
                "figures",
                "The secret that whoever runs the service made for fetching figures.",
            ),
        ] {
            let mut scheme = Http::new(HttpAuthScheme::Bearer);
            scheme.description = Some(about.to_owned());
            components.add_security_scheme(name, SecurityScheme::Http(scheme));
        }
    }
}

/// What may be answered to any request before its route is asked, and when something below does not answer. What a route
/// says of such an answer itself, stays.
fn add_usual_answers(operation: &mut Operation, method: &HttpMethod, path: &str) {
    let problem = |about: &str| problem(about, path);
    let seconds = header(Type::Integer, "Seconds until the next is welcome.");
    let how = header(Type::String, "How to ask (RFC 9110, section 11.6.1).");
    let place = header(Type::String, "Where nobody else can listen.");
    let mut answers = vec![
        ("400", problem("The request is no proper one.")),
        (
            "421",
            problem("The request was meant for another name than this service's."),
        ),
        ("429", problem("Too many requests.").header("retry-after", seconds)),
        ("431", bare("The request's head is too long.")),
        ("503", problem("Something below does not answer; nothing was lost.")),
    ];
    let by_key = operation.security == Some(vec![SecurityRequirement::new::<_, [&str; 0], _>("key", [])]);
    if *method == HttpMethod::Get {
        answers.push(("308", bare("The request came in the clear.").header("location", place)));
    } else {
        answers.push(("408", bare("The request's body stood still for too long.")));
    }
    match (*method == HttpMethod::Get, by_key) {
        (true, false) => {}
        (true, true) => answers.push(("403", problem("The key is not for the address that was asked from."))),
        (false, false) => answers.push((
            "403",
            problem("The request came in the clear, or from another site's page."),
        )),
        (false, true) => answers.push((
            "403",
            problem(
                "The request came in the clear, from another site's page, or from an address that the key is not for.",
            ),
        )),
    }
    if by_key {
        let refused = problem("The key is missing, wrong or was revoked.");
        answers.push(("401", refused.header("www-authenticate", how)));
    }
    for (status, answer) in answers {
        let declared = &mut operation.responses.responses;
        declared.entry(status.to_owned()).or_insert(answer.build().into());
    }
}

/// An answer in the shape that whoever asks under this path reads.
fn problem(about: &str, path: &str) -> ResponseBuilder {
    let (media_type, shape) = if path.starts_with("/v1/") {
        ("application/json", ErrorResponse::name())
    } else {
        ("application/problem+json", ProblemDetails::name())
    };
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(shape)));
    bare(about).content(media_type, content.build())
}

fn bare(about: &str) -> ResponseBuilder {
    ResponseBuilder::new().description(about)
}

fn header(of: Type, about: &str) -> Header {
    let schema = ObjectBuilder::new().schema_type(of).build();
    HeaderBuilder::new()
        .schema(Some(schema))
        .description(Some(about))
        .build()
}
