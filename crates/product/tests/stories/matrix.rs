//! MATRIX: every route that there is, tried by everybody, with what is theirs, what is somebody else's and what is not
//! there (P-OPS-01, P-SEC-01). A route without a line in the table below is red.

use std::{collections::BTreeSet, fs, path::Path};

use basics::Span;
use http::Method;
use syn::visit::Visit;
use testkit::{Client, TestApp, files_below, on_both_databases};

use crate::pictures::make;

/// Who may use a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum For {
    /// Whoever comes.
    Everybody,
    /// Whoever is signed in.
    People,
    /// Owners of the installation.
    InstallationOwners,
    /// Whoever is signed in and on their way out.
    Leavers,
    /// Whose thing it is, by the id in the path.
    Owners(Thing),
    /// Programs with a key.
    Programs,
    /// Programs with a key of whoever's thing it is, by the id in the path.
    OwnersPrograms(Thing),
}

/// What an id in a path names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Thing {
    Asset,
    Generation,
    Key,
    Session,
    Film,
    Webhook,
    /// A picture that programs erase.
    Spare,
    /// A generation that programs erase.
    SpareGeneration,
    /// A webhook that its owner removes.
    SpareWebhook,
}

use For::{Everybody, InstallationOwners, Leavers, Owners, OwnersPrograms, People, Programs};

/// What takes something away from its owner stands last.
const TABLE: &[(&str, &str, For)] = &[
    ("GET", "/", Everybody),
    ("POST", "/try", Everybody),
    ("GET", "/sign-up", Everybody),
    ("POST", "/sign-up", Everybody),
    ("GET", "/owner/{token}", Everybody),
    ("GET", "/sign-in", Everybody),
    ("POST", "/sign-in", Everybody),
    ("POST", "/sign-in/agree", Everybody),
    ("POST", "/preferences", Everybody),
    ("GET", "/privacy-policy", Everybody),
    ("GET", "/privacy-policy.json", Everybody),
    ("GET", "/terms", Everybody),
    ("GET", "/healthz", Everybody),
    ("GET", "/readyz", Everybody),
    ("GET", "/erasures/{receipt}", Everybody),
    ("GET", "/erasures/{receipt}/certificate", Everybody),
    ("GET", "/.well-known/jwks.json", Everybody),
    ("GET", "/api/openapi.json", Everybody),
    ("GET", "/docs/api", Everybody),
    ("GET", "/you/erase", People),
    ("POST", "/you/erase", People),
    ("GET", "/leaving", Leavers),
    ("POST", "/leaving/undo", Leavers),
    ("POST", "/leaving/now", Leavers),
    // The matrix knocks from this very machine; who else may have the figures is told in the slice's own stories.
    ("GET", "/metrics", Everybody),
    ("GET", "/library", People),
    ("GET", "/you", People),
    ("POST", "/you/keys", People),
    ("POST", "/you/webhooks", People),
    ("GET", "/models", People),
    ("POST", "/models/rules", People),
    ("GET", "/providers", InstallationOwners),
    ("POST", "/providers", InstallationOwners),
    ("GET", "/providers/{name}", InstallationOwners),
    ("POST", "/providers/{name}", InstallationOwners),
    ("POST", "/providers/{name}/test", InstallationOwners),
    ("POST", "/providers/{name}/pause", InstallationOwners),
    ("POST", "/providers/{name}/resume", InstallationOwners),
    ("POST", "/providers/{name}/remove", InstallationOwners),
    ("POST", "/generations", People),
    ("POST", "/generations/preview", People),
    ("POST", "/generations/private", People),
    ("POST", "/uploads", People),
    ("GET", "/events", People),
    ("GET", "/api/v1/styles", Programs),
    ("POST", "/api/v1/prompts/expand", Programs),
    ("GET", "/api/v1/usage", Programs),
    ("GET", "/api/v1/budgets", Programs),
    ("GET", "/api/v1/generations", Programs),
    ("POST", "/api/v1/generations", Programs),
    ("GET", "/api/v1/events", Programs),
    ("GET", "/api/v1/assets", Programs),
    ("POST", "/api/v1/assets", Programs),
    ("GET", "/api/v1/generations/{id}", OwnersPrograms(Thing::Generation)),
    (
        "GET",
        "/api/v1/generations/{id}/disclosures",
        OwnersPrograms(Thing::Generation),
    ),
    (
        "POST",
        "/api/v1/generations/{id}/cancel",
        OwnersPrograms(Thing::Generation),
    ),
    ("GET", "/api/v1/assets/{id}", OwnersPrograms(Thing::Asset)),
    ("GET", "/api/v1/assets/{id}/content", OwnersPrograms(Thing::Asset)),
    ("GET", "/api/v1/assets/{id}/drawing", OwnersPrograms(Thing::Asset)),
    ("DELETE", "/api/v1/assets/{id}", OwnersPrograms(Thing::Spare)),
    (
        "DELETE",
        "/api/v1/generations/{id}",
        OwnersPrograms(Thing::SpareGeneration),
    ),
    ("GET", "/api/v1/webhooks", Programs),
    ("POST", "/api/v1/webhooks", Programs),
    ("DELETE", "/api/v1/webhooks/{id}", OwnersPrograms(Thing::Webhook)),
    ("GET", "/v1/models", Programs),
    ("GET", "/v1/models/{*id}", Programs),
    ("POST", "/v1/chat/completions", Programs),
    ("POST", "/v1/responses", Programs),
    ("POST", "/v1/embeddings", Programs),
    ("POST", "/v1/moderations", Programs),
    ("POST", "/v1/images/generations", Programs),
    ("POST", "/v1/images/edits", Programs),
    ("POST", "/v1/images/variations", Programs),
    ("POST", "/v1/videos", Programs),
    ("GET", "/v1/videos", Programs),
    ("GET", "/v1/videos/{id}", OwnersPrograms(Thing::Film)),
    ("GET", "/v1/videos/{id}/content", OwnersPrograms(Thing::Film)),
    ("POST", "/v1/videos/{id}/remix", OwnersPrograms(Thing::Film)),
    ("DELETE", "/v1/videos/{id}", OwnersPrograms(Thing::Film)),
    ("GET", "/library/{id}", Owners(Thing::Asset)),
    ("GET", "/library/{id}/thumbnail", Owners(Thing::Asset)),
    ("GET", "/library/{id}/file", Owners(Thing::Asset)),
    ("GET", "/library/{id}/drawing", Owners(Thing::Asset)),
    ("GET", "/edit/{id}", Owners(Thing::Asset)),
    ("GET", "/library/{id}/description", Owners(Thing::Asset)),
    ("POST", "/edit/{id}", Owners(Thing::Asset)),
    ("POST", "/generations/{id}/again", Owners(Thing::Generation)),
    ("POST", "/generations/{id}/cancel", Owners(Thing::Generation)),
    ("POST", "/generations/{id}/erase", Owners(Thing::Generation)),
    ("POST", "/library/{id}/erase", Owners(Thing::Asset)),
    ("POST", "/you/keys/{id}/revoke", Owners(Thing::Key)),
    ("POST", "/you/webhooks/{id}/remove", Owners(Thing::SpareWebhook)),
    ("POST", "/you/sessions/{id}/revoke", Owners(Thing::Session)),
    ("POST", "/sign-out", Everybody),
];

/// Routes that are not a slice's: none of them is anybody's.
const FALLBACKS: &[&str] = &["/v1/{*rest}", "/static/{*path}"];

/// Collects `.route("/path", get(..).post(..))`.
#[derive(Default)]
struct Routes(BTreeSet<(String, String)>);

impl<'ast> Visit<'ast> for Routes {
    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        if call.method == "route"
            && let (Some(syn::Expr::Lit(path)), Some(handlers)) = (call.args.first(), call.args.get(1))
            && let syn::Lit::Str(path) = &path.lit
        {
            let mut methods = Methods::default();
            methods.visit_expr(handlers);
            self.0
                .extend(methods.0.into_iter().map(|method| (method, path.value())));
        }
        syn::visit::visit_expr_method_call(self, call);
    }
}

#[derive(Default)]
struct Methods(BTreeSet<String>);

impl Methods {
    fn note(&mut self, name: &str) {
        if ["get", "post", "put", "patch", "delete", "any"].contains(&name) {
            self.0.insert(name.to_uppercase());
        }
    }
}

impl<'ast> Visit<'ast> for Methods {
    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        if let syn::Expr::Path(path) = &*call.func {
            self.note(&path.path.segments.last().unwrap().ident.to_string());
        }
        syn::visit::visit_expr_call(self, call);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.note(&call.method.to_string());
        syn::visit::visit_expr_method_call(self, call);
    }
}

/// Method and path of every route that stands in one of these files.
pub(crate) fn routes_in_code(files: fn(&Path) -> bool) -> BTreeSet<(String, String)> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut routes = Routes::default();
    for file in files_below(&source)
        .iter()
        .filter(|file| file.extension().is_some_and(|end| end == "rs") && files(file))
    {
        routes.visit_file(&syn::parse_file(&fs::read_to_string(file).unwrap()).unwrap());
    }
    routes
        .0
        .into_iter()
        .filter(|(_, path)| !FALLBACKS.contains(&path.as_str()))
        .collect()
}

#[test]
fn every_route_is_in_the_matrix_and_the_other_way_round() {
    let table: BTreeSet<_> = TABLE
        .iter()
        .map(|(method, path, _)| ((*method).to_owned(), (*path).to_owned()))
        .collect();
    assert_eq!(routes_in_code(|_| true), table);
}

/// What is somebody's.
struct Things {
    asset: String,
    generation: String,
    key: String,
    session: String,
    film: String,
    webhook: String,
    spare: String,
    spare_generation: String,
    spare_webhook: String,
}

impl Things {
    async fn of(app: &TestApp, person: &Client, words: &str) -> Self {
        let film = Self::film(app, person, words).await;
        let spare = make(app, person, words).await.replace("/library/", "");
        let spare_generation = Self::generation(app, person, words).await;
        // Of flat shapes, so that it can be had as a drawing.
        let asset = make(app, person, &format!("{words}, pixel art"))
            .await
            .replace("/library/", "");
        person.post("/you/keys", &[("name", "matrix")]).await;
        let hook = [("url", "https://example.org/hook")];
        for _ in 0..2 {
            app.clock.advance(Span::millis(5));
            assert_eq!(person.post("/you/webhooks", &hook).await.status, 200);
        }
        let row = |sql, id: String| async move { app.app.db.first(sql, store::values![id]).await.unwrap().unwrap() };
        let made = row(
            "SELECT generation_id, created_by FROM asset WHERE id = $1",
            asset.clone(),
        )
        .await;
        let account: String = made.get("created_by").unwrap();
        let keys = "SELECT id FROM api_key WHERE account_id = $1 ORDER BY id DESC LIMIT 1";
        let webhooks = "SELECT id FROM webhook WHERE account_id = $1 ORDER BY id DESC LIMIT 1";
        // They would be told, out in the world, of whatever is made later.
        app.app.db.run("UPDATE webhook SET ended_at = 1", vec![]).await.unwrap();
        let first_webhook = "SELECT id FROM webhook WHERE account_id = $1 ORDER BY id DESC LIMIT 1 OFFSET 1";
        let sessions = "SELECT id FROM session WHERE account_id = $1 ORDER BY id DESC LIMIT 1";
        Self {
            generation: made.get("generation_id").unwrap(),
            key: row(keys, account.clone()).await.get("id").unwrap(),
            asset,
            film,
            spare,
            spare_generation,
            spare_webhook: row(first_webhook, account.clone()).await.get("id").unwrap(),
            webhook: row(webhooks, account.clone()).await.get("id").unwrap(),
            session: row(sessions, account).await.get("id").unwrap(),
        }
    }

    async fn generation(app: &TestApp, person: &Client, words: &str) -> String {
        let asset = make(app, person, words).await.replace("/library/", "");
        let made_by = "SELECT generation_id FROM asset WHERE id = $1";
        let row = app.app.db.first(made_by, store::values![asset]).await.unwrap().unwrap();
        row.get("generation_id").unwrap()
    }

    /// A picture that is taken for a film: no model that stays here makes one.
    async fn film(app: &TestApp, person: &Client, words: &str) -> String {
        let id = Self::generation(app, person, words).await;
        let into_film = "UPDATE generation SET kind = 'video', seconds = 4 WHERE id = $1";
        app.app.db.run(into_film, store::values![id.clone()]).await.unwrap();
        id
    }

    fn id(&self, thing: Thing) -> &str {
        match thing {
            Thing::Asset => &self.asset,
            Thing::Generation => &self.generation,
            Thing::Key => &self.key,
            Thing::Session => &self.session,
            Thing::Film => &self.film,
            Thing::Webhook => &self.webhook,
            Thing::Spare => &self.spare,
            Thing::SpareGeneration => &self.spare_generation,
            Thing::SpareWebhook => &self.spare_webhook,
        }
    }
}

/// One try: the status, and whether it leads to the sign-in page.
/// One cell of the matrix; `cargo xtask matrix` shows them all.
async fn attempt(by: &str, client: &Client, method: &str, path: &str, id: &str) -> (u16, bool) {
    let (status, signs_in) = knock(client, method, path, id).await;
    let to_sign_in = if signs_in { " to the sign-in" } else { "" };
    eprintln!("{by:<20} {method:<5} {path:<36} {status}{to_sign_in}");
    (status, signs_in)
}

async fn knock(client: &Client, method: &str, path: &str, id: &str) -> (u16, bool) {
    let path = path
        .replace("{id}", id)
        .replace("{token}", id)
        .replace("{*id}", id)
        .replace("{name}", id);
    if path.ends_with("/events") {
        // An open stream is never read to its end: whoever may not have it is told at once.
        let answer = client.head(&path).await;
        return (answer.status.as_u16(), leads_to_sign_in(&answer));
    }
    let form = Some("application/x-www-form-urlencoded");
    let own = [("sec-fetch-site", "same-origin")];
    let method: Method = method.parse().unwrap();
    let (media_type, body) = if path.starts_with("/v1/") || path.starts_with("/api/") {
        (Some("application/json"), "{}")
    } else {
        (form, "")
    };
    let answer = client.send(method, &path, media_type, body.into(), &own).await;
    (answer.status.as_u16(), leads_to_sign_in(&answer))
}

fn leads_to_sign_in(answer: &testkit::Answer) -> bool {
    answer
        .location()
        .is_some_and(|place| place.starts_with("/sign-in?next="))
}

const NOBODYS: &str = "018f0000-0000-7000-8000-000000000000";

on_both_databases! {
    async fn everybody_reaches_what_is_theirs_and_nothing_else(database: Database) {
        let app = TestApp::start(database).await;
        let olga = app.owner("olga@example.org").await;
        let ada = app.person("ada@example.org").await;
        let things = Things::of(&app, &ada, "a secret garden").await;
        let eve = app.person("eve@example.org").await;
        let eves = Things::of(&app, &eve, "misty mountains").await;
        let program = app.program("ada@example.org").await;
        let eves_program = app.program("eve@example.org").await;
        let revoked = app.stranger().with_key("np_0000000000000000000000000000000000000000000");
        let gone = Things::of(&app, &ada, "a calm sea").await;
        ada.post(&format!("/library/{}/erase", gone.asset), &[]).await;
        ada.post(&format!("/you/keys/{}/revoke", gone.key), &[]).await;
        assert_eq!(program.send(Method::DELETE, &format!("/v1/videos/{}", gone.film), None, "".into(), &[]).await.status, 200);
        let spares = [("assets", &gone.spare), ("generations", &gone.spare_generation), ("webhooks", &gone.webhook), ("webhooks", &gone.spare_webhook)];
        for path in spares.map(|(kind, id)| format!("/api/v1/{kind}/{id}")) {
            assert_eq!(program.send(Method::DELETE, &path, None, "".into(), &[]).await.status, 204);
        }
        app.settle().await;
        app.clock.advance(Span::millis(5));
        let (others, stranger) = ([&eve], app.stranger());
        for (method, path, who) in TABLE {
            let told = |(status, signs_in): (u16, bool), by: &str| format!("{method} {path} by {by}: {status} {signs_in}");
            match who {
                Everybody => {
                    let (status, signs_in) = attempt("a stranger", &stranger, method, path, NOBODYS).await;
                    assert!(!signs_in && status < 500 && status != 401 && status != 403, "{}", told((status, signs_in), "a stranger"));
                }
                People => {
                    for (by, client) in [("a stranger", &stranger), ("a program", &program)] {
                        let said = attempt(by, client, method, path, NOBODYS).await;
                        assert!(said.1, "{}", told(said, by));
                    }
                    let said = attempt("the person", &ada, method, path, NOBODYS).await;
                    assert!(!said.1 && said.0 < 500 && said.0 != 404, "{}", told(said, "a person"));
                }
                InstallationOwners => {
                    for (by, client) in [("a stranger", &stranger), ("a program", &program)] {
                        let said = attempt(by, client, method, path, "lab").await;
                        assert!(said.1, "{}", told(said, by));
                    }
                    let said = attempt("a person", &ada, method, path, "lab").await;
                    assert_eq!(said.0, 403, "{}", told(said, "somebody who owns nothing"));
                    let said = attempt("the owner", &olga, method, path, "lab").await;
                    // There is no provider of that name.
                    let expected = if path.contains("{name}") { [404, 404] } else { [200, 422] };
                    assert!(expected.contains(&said.0), "{}", told(said, "the owner"));
                }
                Leavers => {
                    for (by, client) in [("a stranger", &stranger), ("a program", &program)] {
                        let said = attempt(by, client, method, path, NOBODYS).await;
                        assert!(said.1, "{}", told(said, by));
                    }
                    let said = attempt("the person", &ada, method, path, NOBODYS).await;
                    assert_eq!(said.0, 404, "{}", told(said, "somebody who stays"));
                }
                Programs => {
                    for (by, client) in [("a stranger", &stranger), ("a person", &ada), ("a key that is none", &revoked)] {
                        let said = attempt(by, client, method, path, "atelier").await;
                        assert_eq!(said.0, 401, "{}", told(said, by));
                    }
                    let said = attempt("a program", &program, method, path, "atelier").await;
                    // No model that stays here makes films or takes pictures.
                    let no_model = ["/v1/videos", "/v1/images/variations"].contains(path) && said.0 == 404;
                    assert!([200, 400, 415, 422].contains(&said.0) || no_model, "{}", told(said, "a program"));
                }
                OwnersPrograms(thing) => {
                    for (by, client) in [("a stranger", &stranger), ("a person", &ada), ("a key that is none", &revoked)] {
                        let said = attempt(by, client, method, path, things.id(*thing)).await;
                        assert_eq!(said.0, 401, "{}", told(said, by));
                    }
                    let said = attempt("somebody else's program", &eves_program, method, path, things.id(*thing)).await;
                    assert_eq!(said.0, if path.ends_with("/remix") { 400 } else { 404 }, "{}", told(said, "somebody else's program"));
                    let mut strange = vec![("nobody's", NOBODYS), ("no id", "x"), ("an erased one's", gone.id(*thing))];
                    if *thing == Thing::Film {
                        strange.push(("a picture's", &things.generation));
                    }
                    for (by, id) in strange {
                        let said = attempt(by, &program, method, path, id).await;
                        assert!([400, 404].contains(&said.0), "{} with {by} id", told(said, "its owner's program"));
                    }
                    let said = attempt("its owner's program", &program, method, path, things.id(*thing)).await;
                    assert!([200, 204, 400].contains(&said.0), "{}", told(said, "its owner's program"));
                }
                Owners(thing) => {
                    for (by, client) in [("a stranger", &stranger), ("a program", &program)] {
                        let said = attempt(by, client, method, path, things.id(*thing)).await;
                        assert!(said.1, "{}", told(said, by));
                    }
                    for other in others {
                        let said = attempt("somebody else", other, method, path, things.id(*thing)).await;
                        assert_eq!(said.0, 404, "{}", told(said, "somebody else"));
                    }
                    for (by, id) in [("nobody's", NOBODYS), ("no id", "x"), ("an erased one's", gone.id(*thing))] {
                        if *thing == Thing::Session && by == "an erased one's" {
                            continue;
                        }
                        let said = attempt(by, &ada, method, path, id).await;
                        assert_eq!(said.0, 404, "{} with {by} id", told(said, "its owner"));
                    }
                    let said = attempt("the person", &ada, method, path, things.id(*thing)).await;
                    // Whoever may send an empty form is told what it lacks.
                    assert!(!said.1 && (said.0 < 400 || said.0 == 422), "{}", told(said, "its owner"));
                }
            }
        }
        // Whatever was tried, Eve's things are all there.
        for (_, path, who) in TABLE.iter().filter(|(method, ..)| *method == "GET") {
            if let OwnersPrograms(thing) = who {
                assert_eq!(attempt("eve's program, her own", &eves_program, "GET", path, eves.id(*thing)).await.0, 200, "{path}");
            }
            if let Owners(thing) = who {
                assert_eq!(attempt("eve, her own", &eve, "GET", path, eves.id(*thing)).await.0, 200, "{path}");
            }
        }
    }
}
