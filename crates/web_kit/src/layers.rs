//! What surrounds every route: the page's words, the security headers, the guard against other sites, error faces.

use std::{collections::BTreeSet, convert::Infallible, sync::Arc};

use axum::{
    Router,
    body::Body,
    extract::{FromRequestParts, Request, State},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Redirect, Response},
};
use basics::{Chance, Clock, RequestId};
use futures::future::BoxFuture;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header, request::Parts};
use privacy::guard;

use tracing::Instrument;

use crate::{
    Arrival, Catalogue, Front, Page, Problem, Rail, Route, StaticFiles, Traffic, Verb, answering::Answering,
    arrival::Addressee, cookies::keep_listed,
};

/// Finds the rail of whoever sent these headers; none for strangers.
pub type RailFor = Arc<dyn Fn(HeaderMap) -> BoxFuture<'static, Option<Rail>> + Send + Sync>;

/// The rail, on pages that strangers see as well.
pub struct MaybeRail(pub Option<Rail>);

/// What the kit needs to dress a router.
#[derive(Clone)]
pub struct Kit {
    /// The words.
    pub catalogue: Catalogue,
    /// The static files.
    pub files: StaticFiles,
    /// Who has a rail.
    pub rail_for: RailFor,
    /// The patterns of the routes that programs read, beyond those under `/v1` and `/api`.
    pub for_programs: Arc<BTreeSet<String>>,
    /// What stands in front of the service.
    pub front: Front,
    /// Where requests are counted.
    pub traffic: Traffic,
    /// For request ids.
    pub clock: Arc<dyn Clock>,
    /// For request ids.
    pub chance: Arc<Chance>,
}

impl<S: Send + Sync> FromRequestParts<S> for MaybeRail {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let rail_for = parts.extensions.get::<Arc<Kit>>().map(|kit| kit.rail_for.clone());
        Ok(Self(match rail_for {
            Some(rail_for) => rail_for(parts.headers.clone()).await,
            None => None,
        }))
    }
}

/// Puts the kit around every route of the router.
pub fn dress(router: Router, kit: Kit) -> Router {
    let files = kit.files.routes();
    router.merge(files).layer(from_fn_with_state(Arc::new(kit), around))
}

async fn around(State(kit): State<Arc<Kit>>, mut request: Request, next: Next) -> Response {
    let now = kit.clock.now();
    let id = RequestId::fresh(now, &kit.chance);
    let answering = Answering {
        id: id.to_string(),
        verb: Verb::of(request.method()),
        route: Route::of(request.extensions()),
        path: request.uri().to_string(),
        since: now,
        clock: kit.clock.clone(),
        traffic: kit.traffic.clone(),
        status: Answering::NOT_YET,
    };
    request.extensions_mut().insert(id);
    let span = tracing::info_span!("request", request = %answering.id);
    let response = answer(kit, request, next, &answering.id).instrument(span).await;
    answering.with(response)
}

async fn answer(kit: Arc<Kit>, request: Request, next: Next, id: &str) -> Response {
    let target = request.uri().clone();
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let headers = request.headers().clone();
    let reader = Reader::of(&kit, &request);
    let (mut parts, body) = request.into_parts();
    let arrival = kit.front.arrival(&parts);
    parts.extensions.insert(arrival);
    let refusal = refusal(&kit.front, &parts, arrival);
    parts.extensions.insert(kit.clone());
    let response = match refusal {
        None => next.run(Request::from_parts(parts, body)).await,
        Some(refusal) => refusal,
    };
    let mut response = match problem(&response) {
        None => response,
        Some(problem) => {
            let page = Page::of(&kit, &headers, target.path(), id);
            let kept = kept(response.headers());
            let mut response = match faced(problem, &page, reader, &target, is_read) {
                Face::Whole(response) => response,
                Face::Page(problem) => {
                    let rail = (kit.rail_for)(headers).await;
                    (problem.status(), problem.as_page(&page, rail)).into_response()
                }
            };
            response.headers_mut().extend(kept);
            response
        }
    };
    keep_listed(response.headers_mut());
    secure(response.headers_mut(), id);
    if kit.front.authority.is_some() && arrival.encrypted {
        response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, HSTS);
    }
    response
}

fn kept(headers: &HeaderMap) -> HeaderMap {
    KEPT.iter()
        .filter_map(|name| Some((name.clone(), headers.get(name)?.clone())))
        .collect()
}

/// What an answer says beside its face.
const KEPT: [HeaderName; 7] = [
    header::ALLOW,
    header::RETRY_AFTER,
    header::WWW_AUTHENTICATE,
    HeaderName::from_static("ratelimit-policy"),
    HeaderName::from_static("ratelimit-limit"),
    HeaderName::from_static("ratelimit-remaining"),
    HeaderName::from_static("ratelimit-reset"),
];

/// Two years, as browsers' own lists ask for; a name below this one may belong to somebody else.
const HSTS: HeaderValue = HeaderValue::from_static("max-age=63072000");

/// What machines ask for by the address of this machine.
const FOR_MACHINES: [&str; 3] = ["/healthz", "/readyz", "/metrics"];

/// What is not let through to any route.
fn refusal(front: &Front, parts: &Parts, arrival: Arrival) -> Option<Response> {
    if !FOR_MACHINES.contains(&parts.uri.path()) {
        let refused = match front.addressee(parts) {
            Addressee::Us => None,
            Addressee::SomebodyElse => Some(Problem::Misdirected),
            Addressee::Unclear => Some(Problem::Malformed),
        };
        if let Some(problem) = refused
            && guard!("P-STO-01/host")
        {
            return Some(problem.into_response());
        }
        if let Some(authority) = &front.authority
            && !arrival.encrypted
            && !arrival.local
            && guard!("P-STO-02/proxied")
        {
            return Some(to_the_encrypted(authority, parts));
        }
    }
    (!guard!("P-COO-02/other-sites", !from_another_site(parts))).then(|| Problem::Forbidden.into_response())
}

/// Reading is sent on to where nobody listens; what was to change something was already read by whoever did.
fn to_the_encrypted(authority: &str, parts: &Parts) -> Response {
    if matches!(parts.method, Method::GET | Method::HEAD) {
        let target = parts.uri.path_and_query().map_or("/", http::uri::PathAndQuery::as_str);
        return Redirect::permanent(&format!("https://{authority}{target}")).into_response();
    }
    Problem::Forbidden.into_response()
}

/// A request that changes something and that another site's page made the browser send (Fetch Metadata, W3C). Requests
/// with a key of their own carry no cookie's power and may come from anywhere.
fn from_another_site(parts: &Parts) -> bool {
    let safe = matches!(parts.method, Method::GET | Method::HEAD | Method::OPTIONS);
    let headers = &parts.headers;
    if safe || headers.contains_key(header::AUTHORIZATION) {
        return false;
    }
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match text("sec-fetch-site") {
        Some("same-origin" | "none") => false,
        Some(_) => true,
        None => text("origin").is_some_and(|origin| origin.split_once("://").map(|(_, host)| host) != text("host")),
    }
}

/// Who reads what went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reader {
    OpenAiClient,
    Program,
    Person,
}

impl Reader {
    fn of(kit: &Kit, request: &Request) -> Self {
        let path = request.uri().path();
        if path.starts_with("/v1/") {
            Self::OpenAiClient
        } else if path.starts_with("/api/") || kit.for_programs.contains(Route::of(request.extensions()).as_str()) {
            Self::Program
        } else {
            Self::Person
        }
    }
}

/// How an answer looks: as it is, or as the page of what went wrong.
enum Face {
    Whole(Response),
    Page(Problem),
}

/// What went wrong, if anything did.
fn problem(response: &Response) -> Option<Problem> {
    let said = response.extensions().get::<Problem>().cloned();
    said.or(match response.status() {
        StatusCode::NOT_FOUND if is_bare(response) => Some(Problem::NotFound),
        StatusCode::METHOD_NOT_ALLOWED if is_bare(response) => Some(Problem::WrongMethod),
        _ => None,
    })
}

fn faced(problem: Problem, page: &Page, reader: Reader, target: &Uri, is_read: bool) -> Face {
    let told = match reader {
        Reader::OpenAiClient => Some(("application/json", problem.as_openai(page))),
        Reader::Program => Some(("application/problem+json", problem.as_json(page))),
        Reader::Person => None,
    };
    if let Some((media_type, json)) = told {
        return Face::Whole((problem.status(), [(header::CONTENT_TYPE, media_type)], json).into_response());
    }
    if problem == Problem::SignInNeeded && !page.fragment {
        let asked = target.path_and_query().map_or("", http::uri::PathAndQuery::as_str);
        let next = if is_read { asked } else { "/" };
        return Face::Whole(Redirect::to(&format!("/sign-in?next={}", escape(next))).into_response());
    }
    if problem == Problem::Leaving && !page.fragment {
        return Face::Whole(Redirect::to("/leaving").into_response());
    }
    if page.fragment {
        return Face::Whole((problem.status(), problem.as_fragment(page)).into_response());
    }
    Face::Page(problem)
}

/// Whether the router, not a handler, answered.
fn is_bare(response: &Response<Body>) -> bool {
    !response.headers().contains_key(header::CONTENT_TYPE)
}

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self'; \
     connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'";

/// What every answer says.
const ALWAYS: [(HeaderName, HeaderValue); 6] = [
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), microphone=(), geolocation=(), browsing-topics=()"),
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
];

fn secure(headers: &mut HeaderMap, id: &str) {
    for (name, value) in &ALWAYS {
        headers.insert(name, value.clone());
    }
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    if let Ok(id) = HeaderValue::from_str(id) {
        headers.insert("x-request-id", id);
    }
}

fn escape(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/');
    text.bytes()
        .map(|byte| {
            if plain(byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}
