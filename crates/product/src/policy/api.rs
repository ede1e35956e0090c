//! The policy for machines.

use axum::{
    Json, Router,
    extract::State as Shared,
    response::{IntoResponse, Response},
    routing::get,
};
use privacy::{Basis, Category, Erasure, Exported, Place, PurposeKind, Retention, Row, Whose};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};
use web_kit::Problem;

use super::{
    document::{Document, current, terms},
    holdings::place_name,
    promise::{Guard, Kind, Promise, PromiseId, State},
    registry::promises,
};
use crate::{app::App, settings::Settings};

/// The slice's routes for machines. The data map is asked for each time, so that they are told what the program does.
pub(super) fn routes(data_map: fn() -> Vec<&'static Row>) -> Router<App> {
    let machines = move |Shared(app): Shared<App>| async move { for_machines(&app, &data_map()) };
    Router::new().route("/privacy-policy.json", get(machines))
}

/// The slice's part of the API's description.
#[must_use]
pub fn described() -> utoipa::openapi::OpenApi {
    Described::openapi()
}

#[derive(OpenApi)]
#[openapi(paths(for_machines))]
struct Described;

/// The privacy policy for machines.
///
/// What is promised, how far the program keeps each promise and what shows it, and every place where data can rest or
/// leave.
#[utoipa::path(
    get,
    path = "/privacy-policy.json",
    tag = "Privacy",
    operation_id = "get_privacy_policy",
    responses((status = 200, description = "The policy in force.", body = MachineReadable)),
)]
fn for_machines(app: &App, rows: &[&Row]) -> Result<Response, Problem> {
    let promises = promises().map_err(|_| Problem::Unavailable)?;
    let readable = MachineReadable::new(&app.settings, [current(), terms()], promises, rows);
    let json = serde_json::to_value(readable).map_err(|_| Problem::Unavailable)?;
    Ok(Json(json).into_response())
}

/// The policy in force, its promises with their state, and the whole data map.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PrivacyPolicyResponse)]
pub(super) struct MachineReadable<'a> {
    operator: Named<'a>,
    #[schema(required)]
    address: Option<&'a str>,
    policy: Edition<'a>,
    terms: Edition<'a>,
    promises: Vec<Said<'a>>,
    data_map: Vec<Mapped>,
}

/// Who runs the service.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PolicyOperator)]
struct Named<'a> {
    name: &'a str,
    contact: &'a str,
}

/// A document in one version.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PolicyEdition)]
struct Edition<'a> {
    version: String,
    in_force_since: String,
    last_updated: String,
    content_hash: &'a str,
    languages: [&'static str; 2],
}

/// A promise, and how far the program keeps it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PolicyPromise)]
struct Said<'a> {
    #[schema(value_type = String, pattern = "^P-[A-Z]{3}-[0-9]{2}$")]
    id: &'a PromiseId,
    section: &'a str,
    kind: Kind,
    state: State,
    words: InLanguages<'a>,
    guards: &'a [Guard],
    tests: &'a [String],
}

/// The same in each language.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PromiseWords)]
struct InLanguages<'a> {
    en: &'a str,
    de: &'a str,
}

/// A place where data can rest or leave.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DataMapRow)]
struct Mapped {
    place: &'static str,
    name: String,
    category: &'static str,
    whose: &'static str,
    #[schema(value_type = Vec<String>)]
    purposes: &'static [PurposeKind],
    basis: &'static str,
    kept: &'static str,
    #[schema(required)]
    kept_at_most_seconds: Option<i64>,
    erased_by: &'static str,
    exported: bool,
    #[schema(required)]
    not_exported_because: Option<&'static str>,
}

impl<'a> MachineReadable<'a> {
    /// What `/privacy-policy.json` says.
    pub(super) fn new(
        settings: &'a Settings,
        [policy, terms]: [&'a Document; 2],
        promises: &'a [Promise],
        rows: &[&Row],
    ) -> Self {
        let operator = Named {
            name: &settings.operator.name,
            contact: &settings.operator.contact,
        };
        Self {
            operator,
            address: settings.public_url.as_deref(),
            policy: Edition::of(policy),
            terms: Edition::of(terms),
            promises: promises.iter().map(Said::of).collect(),
            data_map: rows.iter().map(|row| Mapped::of(row)).collect(),
        }
    }
}

impl<'a> Edition<'a> {
    fn of(document: &'a Document) -> Self {
        let day = document.version.to_string();
        Self {
            version: day.clone(),
            in_force_since: day.clone(),
            last_updated: day,
            content_hash: document.content_hash.as_str(),
            languages: document.languages(),
        }
    }
}

impl<'a> Said<'a> {
    fn of(promise: &'a Promise) -> Self {
        Self {
            id: &promise.id,
            section: &promise.section,
            kind: promise.kind,
            state: promise.state,
            words: InLanguages {
                en: &promise.words,
                de: &promise.words_de,
            },
            guards: &promise.guards,
            tests: &promise.tests,
        }
    }
}

impl Mapped {
    fn of(row: &Row) -> Self {
        let (kept, kept_at_most_seconds) = kept(row.retention);
        let not_exported_because = match row.exported {
            Exported::Yes => None,
            Exported::No(reason) => Some(reason),
        };
        Self {
            place: place(row.place),
            name: place_name(row.place),
            category: category(row.category),
            whose: whose(row.whose),
            purposes: row.purposes,
            basis: basis(row.basis),
            kept,
            kept_at_most_seconds,
            erased_by: erasure(row.erasure),
            exported: not_exported_because.is_none(),
            not_exported_because,
        }
    }
}

const fn kept(retention: Retention) -> (&'static str, Option<i64>) {
    match retention {
        Retention::UntilErased => ("until_erased", None),
        Retention::WhileAccountLives => ("while_account_lives", None),
        Retention::AtMost(span) => ("at_most", Some(span.as_millis() / 1000)),
        Retention::Always => ("always", None),
    }
}

const fn place(place: Place) -> &'static str {
    match place {
        Place::Column(..) => "column",
        Place::KeyColumn(..) => "key_column",
        Place::Object(_) => "object",
        Place::Cookie(_) => "cookie",
        Place::BrowserStorage(_) => "browser_storage",
        Place::LogField(_) => "log_field",
        Place::MetricLabel(_) => "metric_label",
        Place::Cache(_) => "cache",
        Place::Outbound(_) => "outbound",
    }
}

const fn category(category: Category) -> &'static str {
    match category {
        Category::Identity => "identity",
        Category::Credential => "credential",
        Category::Content => "content",
        Category::Parameter => "parameter",
        Category::Agreement => "agreement",
        Category::Usage => "usage",
        Category::Technical => "technical",
    }
}

const fn whose(whose: Whose) -> &'static str {
    match whose {
        Whose::Person => "person",
        Whose::Nobody => "nobody",
    }
}

const fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Contract => "contract",
        Basis::LegalObligation => "legal_obligation",
        Basis::LegitimateInterest => "legitimate_interest",
        Basis::NotPersonal => "not_personal",
    }
}

const fn erasure(erasure: Erasure) -> &'static str {
    match erasure {
        Erasure::RowDeleted => "row_deleted",
        Erasure::KeyDestroyed => "key_destroyed",
        Erasure::Expires => "expires",
        Erasure::NotPersonal => "not_personal",
    }
}
