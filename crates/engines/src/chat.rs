//! Chat by pass-through: bytes in, bytes out.

use async_trait::async_trait;
use bytes::Bytes;
use egress::Inbound;

use crate::Failure;

/// OpenAI's chat completions, passed through.
#[async_trait]
pub trait Chat: Send + Sync {
    /// Sends a body that [`crate::openai_compatible::rewrite`] has cleaned and gives the answer as it comes, whatever its
    /// status.
    async fn complete(&self, body: Bytes) -> Result<Inbound, Failure>;
}
