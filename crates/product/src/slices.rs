//! The table of contents: one line a slice, in reading order. Routes, work, words and the data map derive from it.

use std::{collections::BTreeSet, convert::Infallible, sync::Arc};

use axum::{Router, extract::FromRequestParts, middleware::from_fn_with_state};
use http::request::Parts;
use jobs::Work;
use privacy::{Place, Row};
use tokio_util::sync::CancellationToken;
use utoipa::openapi::OpenApi;
use web_kit::{Catalogue, Kit, Language, RailFor, StaticFiles};

use crate::{
    accounts, api_description, api_keys, app::App, assets, backups, budgets, composing, edits, erasures, generations,
    key_store, library, limits, log_fields, metering, models, openai, policy, preferences, providers, rail::rail,
    sessions, sign_up, status, stranger, studio, uploads, webhooks, you,
};

/// One slice.
struct Slice {
    routes: fn() -> Router<App>,
    data: &'static [Row],
    words: Texts,
    /// What programs can ask of it.
    described: Option<fn() -> OpenApi>,
}

type Texts = &'static [(Language, &'static str)];

impl Slice {
    const fn new(routes: fn() -> Router<App>, data: &'static [Row], words: Texts) -> Self {
        Self {
            routes,
            data,
            words,
            described: None,
        }
    }

    const fn described(mut self, described: fn() -> OpenApi) -> Self {
        self.described = Some(described);
        self
    }
}

const SLICES: &[Slice] = &[
    Slice::new(studio::routes, &[], &[]),
    Slice::new(stranger::routes, stranger::DATA, stranger::WORDS),
    Slice::new(sign_up::routes, sign_up::DATA, sign_up::WORDS),
    Slice::new(Router::new, accounts::DATA, &[]),
    Slice::new(sessions::routes, sessions::DATA, sessions::WORDS),
    Slice::new(you::routes, preferences::DATA, you::WORDS),
    Slice::new(Router::new, api_keys::DATA, &[]),
    Slice::new(erasures::routes, erasures::DATA, erasures::WORDS).described(erasures::described),
    Slice::new(Router::new, limits::DATA, &[]),
    Slice::new(models::routes, models::DATA, models::WORDS),
    Slice::new(providers::routes, providers::DATA, providers::WORDS),
    Slice::new(metering::routes, metering::DATA, &[]).described(metering::described),
    Slice::new(budgets::routes, budgets::DATA, budgets::WORDS).described(budgets::described),
    Slice::new(composing::routes, &[], composing::WORDS).described(composing::described),
    Slice::new(generations::routes, generations::DATA, generations::WORDS).described(generations::described),
    Slice::new(Router::new, assets::DATA, &[]),
    Slice::new(uploads::routes, &[], uploads::WORDS).described(uploads::described),
    Slice::new(library::routes, &[], library::WORDS).described(library::described),
    Slice::new(edits::routes, &[], edits::WORDS),
    Slice::new(webhooks::routes, webhooks::DATA, &[]).described(webhooks::described),
    Slice::new(|| policy::routes(data_map), &[], policy::WORDS).described(policy::described),
    Slice::new(openai::routes, openai::DATA, &[]).described(openai::described),
    Slice::new(Router::new, backups::DATA, &[]),
    Slice::new(status::routes, status::DATA, &[]).described(status::described),
    Slice::new(|| api_description::routes(description), &[], api_description::WORDS)
        .described(api_description::described),
];

/// The data map: every place where data can rest or leave.
#[must_use]
pub fn data_map() -> Vec<&'static Row> {
    SLICES
        .iter()
        .flat_map(|slice| slice.data)
        .chain(log_fields::DATA)
        .chain(jobs::DATA)
        .chain(key_store::DATA)
        .collect()
}

/// What programs can ask of the service.
#[must_use]
pub fn description() -> OpenApi {
    let described = SLICES.iter().filter_map(|slice| slice.described);
    api_description::assemble(described.map(|described| described()))
}

/// Whether a log line may have this field.
#[must_use]
pub fn is_declared_log_field(name: &str) -> bool {
    log_fields::DATA
        .iter()
        .any(|row| matches!(row.place, Place::LogField(declared) if declared == name))
}

/// Every word of every page.
///
/// # Errors
/// What the catalogues lack.
pub fn catalogue() -> Result<Catalogue, Vec<web_kit::CatalogueProblem>> {
    let texts: Vec<_> = SLICES.iter().flat_map(|slice| slice.words).copied().collect();
    Catalogue::new(&texts)
}

/// Every kind of durable work.
#[must_use]
pub fn works(app: &App) -> Vec<Arc<dyn Work>> {
    vec![
        Arc::new(generations::Render { app: app.clone() }),
        Arc::new(library::EraseAsset { app: app.clone() }),
        Arc::new(erasures::EraseAccount { app: app.clone() }),
        Arc::new(webhooks::Deliver { app: app.clone() }),
    ]
}

/// Everything that is served. `stop` ends the streams when the server is asked to end.
///
/// # Panics
/// When a message is missing in a language, which the tests see first.
#[expect(
    clippy::expect_used,
    reason = "at start-up, and the tests have seen the catalogue whole"
)]
pub fn router(app: App, stop: CancellationToken) -> Router {
    let catalogue = catalogue().expect("every message is there in every language");
    let kit = Kit {
        catalogue,
        files: StaticFiles::new(&[
            generations::FILES,
            library::FILES,
            edits::FILES,
            stranger::FILES,
            policy::FILES,
            api_description::FILES,
        ]),
        rail_for: rail_for(&app),
        for_programs: Arc::new(description().paths.paths.into_keys().collect::<BTreeSet<_>>()),
        front: app.settings.front(),
        traffic: app.traffic.clone(),
        clock: app.clock.clone(),
        chance: app.chance.clone(),
    };
    let routes = SLICES
        .iter()
        .fold(Router::new(), |router, slice| router.merge((slice.routes)()));
    // What is nowhere is counted as well.
    let counted = routes
        .fallback(async || http::StatusCode::NOT_FOUND)
        .layer(from_fn_with_state(app.clone(), limits::limited));
    web_kit::dress(counted.with_state(app).layer(axum::Extension(Stop(stop))), kit)
}

/// The rail of whoever is signed in, for the pages that strangers see too.
fn rail_for(app: &App) -> RailFor {
    let app = app.clone();
    Arc::new(move |headers| {
        let app = app.clone();
        let found = async move { sessions::is_signed_in(&app, &headers).await.then(rail) };
        Box::pin(found)
    })
}

/// Cancelled when the server is asked to end.
#[derive(Clone)]
pub struct Stop(pub CancellationToken);

impl<S: Send + Sync> FromRequestParts<S> for Stop {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts
            .extensions
            .get::<Self>()
            .cloned()
            .unwrap_or_else(|| Self(CancellationToken::new())))
    }
}
