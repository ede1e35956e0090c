//! The routes under `/v1`.

use axum::{
    Router,
    routing::{get, post},
};
use utoipa::OpenApi;

use self::problem::ApiProblem;
use crate::app::App;

mod chat;
mod edits;
mod embeddings;
mod ending;
mod image_events;
mod images;
mod json_body;
mod model_list;
mod moderations;
mod order_key;
mod pass_on;
mod picture_form;
mod problem;
mod references;
mod responses;
mod variations;
mod video;
mod videos;

/// The largest request body, in bytes: a long conversation with pictures in it.
const MAX_BODY: usize = 32 * 1024 * 1024;

/// The slice's routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/v1/models", get(model_list::list))
        .route("/v1/models/{*id}", get(model_list::show))
        .route("/v1/chat/completions", post(chat::complete))
        .route("/v1/responses", post(responses::create))
        .route("/v1/embeddings", post(embeddings::create))
        .route("/v1/moderations", post(moderations::create))
        .route("/v1/images/generations", post(images::create))
        .route(
            "/v1/images/edits",
            post(edits::create).layer(picture_form::body_limit()),
        )
        .route(
            "/v1/images/variations",
            post(variations::create).layer(picture_form::body_limit()),
        )
        .route(
            "/v1/videos",
            get(videos::list).merge(post(videos::create).layer(picture_form::body_limit())),
        )
        .route("/v1/videos/{id}", get(videos::show).delete(videos::delete))
        .route("/v1/videos/{id}/content", get(videos::content))
        .route("/v1/videos/{id}/remix", post(videos::remix))
        .route(
            "/v1/{*rest}",
            axum::routing::any(|| async { ApiProblem::no_such_route() }),
        )
}

/// The slice's part of the API's description.
#[must_use]
pub fn described() -> utoipa::openapi::OpenApi {
    Described::openapi()
}

#[derive(OpenApi)]
#[openapi(
    paths(
        model_list::list,
        model_list::show,
        chat::complete,
        responses::create,
        embeddings::create,
        moderations::create,
        images::create,
        edits::create,
        variations::create,
        videos::create,
        videos::list,
        videos::show,
        videos::content,
        videos::delete,
        videos::remix
    ),
    // What answers in place of another are made of is not found by itself.
    components(schemas(pass_on::PassedOnErrorResponse))
)]
struct Described;
