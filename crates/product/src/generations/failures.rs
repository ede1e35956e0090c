//! What a failure means for the work that met it: once more later, never, or that nobody knows what came of it.

use engines::{Failure, Retry};
use jobs::JobFailure;

use crate::error::Error;

/// The machinery was interrupted, not the model: worth another try.
pub(super) fn interrupted(error: Error) -> JobFailure {
    match error {
        Error::Jobs(jobs::JobError::LeaseLost) => JobFailure::LeaseLost,
        Error::Vault(vault::VaultError::Erased) => JobFailure::Cancelled,
        Error::Engine(failure) => classify(&failure),
        Error::NotFound => JobFailure::GiveUp { code: "reference-gone" },
        Error::Against(objection) => JobFailure::GiveUp {
            code: objection.as_str(),
        },
        _ => JobFailure::Retry {
            code: "interrupted",
            after: None,
        },
    }
}

/// Work that was taken on and came to nothing is over: asking again would ask the same work, and a new order may be paid
/// once more, which only a person decides.
pub(super) fn ended(failure: &Failure) -> JobFailure {
    match classify(failure) {
        JobFailure::Retry { code, .. } => JobFailure::GiveUp { code },
        other => other,
    }
}

/// What a model's failure means for the work.
pub(super) fn classify(failure: &Failure) -> JobFailure {
    if matches!(failure, Failure::Cancelled) {
        return JobFailure::Cancelled;
    }
    let code = failure.as_str();
    match failure.retryable() {
        Retry::Never => JobFailure::GiveUp { code },
        Retry::Later(after) => JobFailure::Retry { code, after },
        Retry::OutcomeUnknown => JobFailure::OutcomeUnknown { code },
    }
}
