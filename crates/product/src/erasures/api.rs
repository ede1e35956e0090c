//! What machines fetch to check an erasure: its certificate, and the key behind certificates.

use axum::{
    Json, Router,
    extract::{Path, State, rejection::PathRejection},
    http::header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    response::{IntoResponse, Response},
    routing::get,
};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};
use web_kit::{Problem, ProblemDetails};

use super::find;
use crate::{app::App, error::Error};

/// The slice's routes for machines.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/erasures/{receipt}/certificate", get(certificate))
        .route("/.well-known/jwks.json", get(keys))
}

/// The slice's part of the API's description.
#[must_use]
pub fn described() -> utoipa::openapi::OpenApi {
    Described::openapi()
}

#[derive(OpenApi)]
#[openapi(paths(certificate, keys))]
struct Described;

/// The keys behind certificates (RFC 7517 §5).
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct KeySetResponse {
    keys: [PublicKey; 1],
}

/// The public half of an Ed25519 key (RFC 8037 §2).
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PublicKey {
    /// The type of key.
    #[schema(example = "OKP")]
    kty: String,
    /// The curve.
    #[schema(example = "Ed25519")]
    crv: String,
    /// The key, in base64url.
    x: String,
    /// Its thumbprint (RFC 7638).
    kid: String,
    /// For signatures.
    #[serde(rename = "use")]
    #[schema(example = "sig")]
    usage: String,
    /// How it signs.
    #[schema(example = "EdDSA")]
    alg: String,
}

/// The certificate of an erasure.
///
/// It names nobody: only who has the receipt can tell whose it is.
#[utoipa::path(
    get,
    path = "/erasures/{receipt}/certificate",
    tag = "Privacy",
    operation_id = "get_erasure_certificate",
    params(("receipt" = String, Path, description = "What whoever asked for the erasure was given.", min_length = 1)),
    responses(
        (
            status = 200,
            description = "The certificate, signed (RFC 7515 §7.1).",
            body = String,
            content_type = "application/jose",
        ),
        (
            status = 404,
            description = "There is no such erasure, or it has not finished yet.",
            body = ProblemDetails,
            content_type = "application/problem+json",
        ),
    ),
)]
async fn certificate(
    State(app): State<App>,
    receipt: Result<Path<String>, PathRejection>,
) -> Result<Response, Problem> {
    // What is not UTF-8 is nobody's receipt.
    let Path(receipt) = receipt.map_err(|_| Problem::NotFound)?;
    let erasure = find::find(&app, &receipt).await?;
    let certificate = erasure.certificate.ok_or(Problem::NotFound)?;
    let headers = [
        (CONTENT_TYPE, "application/jose"),
        (CONTENT_DISPOSITION, "attachment; filename=\"erasure-certificate.jws\""),
    ];
    Ok((headers, certificate).into_response())
}

/// The public key behind certificates.
#[utoipa::path(
    get,
    path = "/.well-known/jwks.json",
    tag = "Privacy",
    operation_id = "list_public_keys",
    responses((
        status = 200,
        description = "The key, as a set of one (RFC 7517 §5).",
        body = KeySetResponse,
        content_type = "application/jwk-set+json",
    )),
)]
async fn keys(State(app): State<App>) -> Result<Response, Problem> {
    let key = app.vault.public_key().map_err(Error::from)?;
    let key = serde_json::from_value(key).map_err(|_| Problem::Unavailable)?;
    let set = Json(KeySetResponse { keys: [key] });
    Ok(([(CONTENT_TYPE, "application/jwk-set+json")], set).into_response())
}
