//! How an order ended that nothing came of, as whoever asks by program is told.

use crate::{
    error::{Failure, Impossible},
    generations::{Generation, State as Stage},
};

/// Why nothing was made, as the failure that it was.
pub(super) fn ended(generation: &Generation) -> Failure {
    match (generation.state, generation.failure.as_deref()) {
        (Stage::Cancelled, _) => Failure::Cancelled,
        (Stage::Unknown, _) => Failure::Unknown,
        (_, Some("refused")) => Failure::Refused("The model's operator refused this prompt.".to_owned()),
        (_, Some("rate_limited")) => Failure::RateLimited { retry_after: None },
        (_, Some("out_of_credit")) => Failure::OutOfCredit,
        (_, Some("unauthorised")) => Failure::Unauthorised,
        (_, Some("too_large")) => Failure::TooLarge,
        (_, Some("not_an_image")) => Failure::NotAnImage,
        (_, Some(rule)) if rule.starts_with("rule-") => {
            Failure::bad_order("model", "A rule that was made meanwhile speaks against this model.")
        }
        (_, Some("reference-gone")) => Failure::bad_order("image", "A picture that it starts from is no longer there."),
        (_, Some("bad_order")) => Failure::bad_order("prompt", "The model cannot make this."),
        (_, Some(code)) => Impossible::find(code).map_or(Failure::Unavailable, Failure::Impossible),
        _ => Failure::Unavailable,
    }
}
