//! Objects in a bucket: its requests go out by the one door, under a rule of their own.

use std::sync::Arc;

use async_trait::async_trait;
use basics::{Clock, Span};
use bytes::Bytes;
use egress::{Bounds, Egress, EgressError, PurposeKind, Rule};
use store::{BucketAddress, BucketKey, Carrier, CarrierError, ObjectError, Objects};

use crate::departures::FailuresToTheLog;

/// A part of an object goes over a slow line in this time, and no object of ours is longer.
const BOUNDS: Bounds = Bounds {
    total: Span::minutes(2),
    response_bytes: 512 << 20,
};

/// What keeps a bucket from being used, in words for whoever started the program.
#[derive(Debug, thiserror::Error)]
pub enum BucketError {
    /// It is not named rightly.
    #[error("the objects cannot be kept there: {0}")]
    Address(#[from] store::BucketAddressError),
    /// Who asks is not said.
    #[error(
        "the bucket wants a key: put its id into AWS_ACCESS_KEY_ID and its secret into AWS_SECRET_ACCESS_KEY, or into the \
         file that AWS_SECRET_ACCESS_KEY_FILE names"
    )]
    NoKey,
    /// The file with the secret.
    #[error("the file {file} with the bucket's secret cannot be read: {error}")]
    NoSecret {
        /// Which file.
        file: String,
        /// What the system said.
        error: std::io::Error,
    },
    /// The door out.
    #[error("the bucket cannot be reached from here: {0}")]
    Egress(#[from] EgressError),
    /// The bucket itself.
    #[error("the bucket does not answer as it should: {0}; check its name, its endpoint= and its key")]
    Objects(#[from] ObjectError),
}

/// Opens a bucket and asks whether it is there.
pub async fn open(url: &str, clock: Arc<dyn Clock>) -> Result<Objects, BucketError> {
    let address: BucketAddress = url.parse()?;
    let egress = Egress::new(limits(), clock, Arc::new(FailuresToTheLog))?;
    let rule = Rule::operator("objects", &address.endpoint)?;
    let objects = Objects::bucket(&address, key()?, Arc::new(ByEgress { egress, rule }))?;
    objects.ready().await?;
    Ok(objects)
}

fn limits() -> egress::Limits {
    egress::Limits {
        connect: Span::seconds(5),
        read: Span::seconds(30),
        ..egress::Limits::default()
    }
}

/// Only the program reads the environment. The names are those that every tool for buckets knows.
#[expect(
    clippy::disallowed_methods,
    reason = "the keys of a bucket come in the variables that every tool reads"
)]
fn key() -> Result<BucketKey, BucketError> {
    let id = std::env::var("AWS_ACCESS_KEY_ID").map_err(|_| BucketError::NoKey)?;
    let secret = match (
        std::env::var("AWS_SECRET_ACCESS_KEY"),
        std::env::var("AWS_SECRET_ACCESS_KEY_FILE"),
    ) {
        (Ok(secret), _) => secret,
        (_, Ok(file)) => read_secret(file)?,
        _ => return Err(BucketError::NoKey),
    };
    let token = std::env::var("AWS_SESSION_TOKEN").ok();
    Ok(BucketKey { id, secret, token })
}

fn read_secret(file: String) -> Result<String, BucketError> {
    match std::fs::read_to_string(&file) {
        Ok(secret) => Ok(secret.trim().to_owned()),
        Err(error) => Err(BucketError::NoSecret { file, error }),
    }
}

#[derive(Clone)]
struct ByEgress {
    egress: Egress,
    rule: Rule,
}

impl std::fmt::Debug for ByEgress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.rule)
    }
}

#[async_trait]
impl Carrier for ByEgress {
    async fn carry(&self, request: http::Request<Bytes>) -> Result<http::Response<Bytes>, CarrierError> {
        let sent = self.egress.exchange(&self.rule, request, PurposeKind::Operate, BOUNDS);
        sent.await.map_err(|error| match error {
            EgressError::Unreachable => CarrierError::Unreachable,
            EgressError::TimedOut => CarrierError::TimedOut,
            EgressError::Cut => CarrierError::Cut,
            _ => CarrierError::Refused,
        })
    }
}
