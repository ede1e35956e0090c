//! Requests that are passed through: bytes in, bytes out.

use async_trait::async_trait;
use bytes::Bytes;
use egress::{Inbound, Outbound, PurposeKind, Target};

use crate::{Failure, vendor::Vendor};

/// What of OpenAI's API is passed through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Endpoint {
    /// Chat completions.
    ChatCompletions,
    /// Responses.
    Responses,
    /// Embeddings.
    Embeddings,
    /// Moderations.
    Moderations,
}

/// Somebody's server that takes requests as they are.
#[async_trait]
pub trait PassThrough: Send + Sync {
    /// Sends a body that [`crate::openai_compatible::rewrite`] has cleaned and gives the answer as it comes, whatever its
    /// status.
    async fn pass(&self, endpoint: Endpoint, body: Bytes) -> Result<Inbound, Failure>;
}

/// How every vendor with such an API is asked; `below` is where the API begins, with a slash at its end.
pub(crate) async fn pass_through(
    vendor: &Vendor,
    below: &str,
    endpoint: Endpoint,
    body: Bytes,
) -> Result<Inbound, Failure> {
    let target = Target::Path(format!("{below}{}", endpoint.path()).into());
    let outbound = Outbound::post_json(target, body, PurposeKind::Generate);
    vendor.send(outbound.fields(endpoint.fields().iter().copied())).await
}

impl Endpoint {
    /// Below the base of the API.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::ChatCompletions => "chat/completions",
            Self::Responses => "responses",
            Self::Embeddings => "embeddings",
            Self::Moderations => "moderations",
        }
    }

    /// The fields that carry somebody's words, for the record of what leaves.
    #[must_use]
    pub const fn fields(self) -> &'static [&'static str] {
        match self {
            Self::ChatCompletions => &["model", "messages"],
            Self::Responses => &["model", "input", "instructions"],
            Self::Embeddings | Self::Moderations => &["model", "input"],
        }
    }

    /// Whether servers keep the answer unless they are told not to.
    #[must_use]
    pub const fn keeps_by_itself(self) -> bool {
        matches!(self, Self::Responses)
    }
}
