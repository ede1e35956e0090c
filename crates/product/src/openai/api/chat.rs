//! `POST /v1/chat/completions`.

use super::problem::ApiProblem;

pub(super) async fn complete() -> ApiProblem {
    ApiProblem::no_such_model("")
}
