//! Chat by pass-through: bytes in, bytes out.

use async_trait::async_trait;
use bytes::Bytes;
use egress::{Inbound, Outbound, PurposeKind, Target};

use crate::{Failure, vendor::Vendor};

/// OpenAI's chat completions, passed through.
#[async_trait]
pub trait Chat: Send + Sync {
    /// Sends a body that [`crate::openai_compatible::rewrite`] has cleaned and gives the answer as it comes, whatever its
    /// status.
    async fn complete(&self, body: Bytes) -> Result<Inbound, Failure>;
}

/// How every vendor with such an API completes a chat; only the path to it differs.
pub(crate) async fn pass_through(vendor: &Vendor, path: &'static str, body: Bytes) -> Result<Inbound, Failure> {
    let outbound = Outbound::post_json(Target::path(path), body, PurposeKind::Generate);
    vendor.send(outbound.fields(["model", "messages"])).await
}
