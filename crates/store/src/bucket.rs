//! A bucket: objects on any server that speaks S3, whoever carries the requests.

use std::{fmt, str::FromStr, sync::Arc, time::Duration};

use async_trait::async_trait;
use bytes::Bytes;
use http_body_util::BodyExt;
use object_store::{
    BackoffConfig, ClientOptions, ObjectStore, RetryConfig,
    aws::AmazonS3Builder,
    client::{HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpService},
    path::Path,
    prefix::PrefixStore,
};
use thiserror::Error;
use url::Url;

use crate::ObjectError;

/// How long a request is tried again before it has failed, and how often.
const PATIENCE: Duration = Duration::from_secs(20);
const TRIES: usize = 5;

/// Where a bucket is: `s3://bucket/prefix?endpoint=https://s3.example.org&region=eu-central-1`.
///
/// Without an endpoint it is Amazon's own for the region, and without a region `us-east-1`. The bucket's name stands in
/// the path of each address, which every server understands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BucketAddress {
    /// Its name.
    pub bucket: String,
    /// What all names in it begin with; may be empty.
    pub prefix: String,
    /// The server's own address, without the bucket.
    pub endpoint: String,
    /// The region that requests are signed for.
    pub region: String,
}

/// It is no address of a bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum BucketAddressError {
    /// Not `s3://` and a name.
    #[error("a bucket is named as s3://bucket/prefix?endpoint=https://s3.example.org&region=eu-central-1")]
    NotABucket,
    /// A user or password in it.
    #[error(
        "the keys of a bucket do not belong into its address: name them in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
    )]
    Credentials,
    /// The endpoint.
    #[error("endpoint= must be an address with http:// or https:// and nothing behind the host")]
    Endpoint,
    /// Something that nobody knows.
    #[error("only endpoint= and region= may follow the name of a bucket")]
    Unknown,
}

/// What proves to the server who asks. Nothing prints it.
#[derive(Clone)]
pub struct BucketKey {
    /// The access key's id.
    pub id: String,
    /// The secret that requests are signed with.
    pub secret: String,
    /// The token of a passing session, where there is one.
    pub token: Option<String>,
}

/// Carries requests to the bucket's server: the one door out, which the store itself is not.
#[async_trait]
pub trait Carrier: fmt::Debug + Send + Sync + 'static {
    /// One exchange, both bodies whole.
    async fn carry(&self, request: http::Request<Bytes>) -> Result<http::Response<Bytes>, CarrierError>;
}

/// What kept a request, or its answer, from arriving.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CarrierError {
    /// Nothing was sent.
    #[error("the object store cannot be reached")]
    Unreachable,
    /// No answer in time.
    #[error("the object store did not answer in time")]
    TimedOut,
    /// The connection broke.
    #[error("the connection to the object store broke")]
    Cut,
    /// It will not be sent, or its answer not be taken in.
    #[error("the object store's request or answer is not allowed")]
    Refused,
}

impl FromStr for BucketAddress {
    type Err = BucketAddressError;

    fn from_str(text: &str) -> Result<Self, BucketAddressError> {
        let url = Url::parse(text).map_err(|_| BucketAddressError::NotABucket)?;
        let bucket = url.host_str().filter(|_| url.scheme() == "s3");
        let bucket = bucket.ok_or(BucketAddressError::NotABucket)?.to_owned();
        if !url.username().is_empty() || url.password().is_some() {
            return Err(BucketAddressError::Credentials);
        }
        let (mut endpoint, mut region) = (None, "us-east-1".to_owned());
        for (name, value) in url.query_pairs() {
            match &*name {
                "endpoint" => endpoint = Some(origin(&value)?),
                "region" if !value.is_empty() => region = value.into_owned(),
                _ => return Err(BucketAddressError::Unknown),
            }
        }
        Ok(Self {
            bucket,
            prefix: url.path().trim_matches('/').to_owned(),
            endpoint: endpoint.unwrap_or_else(|| format!("https://s3.{region}.amazonaws.com")),
            region,
        })
    }
}

/// Scheme, host and port, and nothing else.
fn origin(text: &str) -> Result<String, BucketAddressError> {
    let url = Url::parse(text).map_err(|_| BucketAddressError::Endpoint)?;
    let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    let known = matches!(url.scheme(), "http" | "https") && url.host_str().is_some();
    if !bare || !known {
        return Err(BucketAddressError::Endpoint);
    }
    Ok(url.origin().ascii_serialization())
}

/// Opens the bucket; nothing is asked of it yet.
pub(crate) fn open(
    address: &BucketAddress,
    key: BucketKey,
    carrier: Arc<dyn Carrier>,
) -> Result<Arc<dyn ObjectStore>, ObjectError> {
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(&address.bucket)
        .with_endpoint(&address.endpoint)
        .with_region(&address.region)
        .with_virtual_hosted_style_request(false)
        .with_allow_http(true)
        .with_access_key_id(key.id)
        .with_secret_access_key(key.secret)
        .with_retry(retries())
        .with_http_connector(Connector(carrier));
    if let Some(token) = key.token {
        builder = builder.with_token(token);
    }
    let bucket = builder.build()?;
    if address.prefix.is_empty() {
        return Ok(Arc::new(bucket));
    }
    Ok(Arc::new(PrefixStore::new(bucket, Path::from(address.prefix.as_str()))))
}

fn retries() -> RetryConfig {
    RetryConfig {
        backoff: BackoffConfig {
            init_backoff: Duration::from_millis(100),
            max_backoff: Duration::from_secs(5),
            base: 2.0,
        },
        max_retries: TRIES,
        retry_timeout: PATIENCE,
    }
}

/// Hands requests to the carrier.
#[derive(Debug)]
struct Connector(Arc<dyn Carrier>);

#[derive(Debug)]
struct Service(Arc<dyn Carrier>);

impl HttpConnector for Connector {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(HttpClient::new(Service(self.0.clone())))
    }
}

#[async_trait]
impl HttpService for Service {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let (parts, body) = request.into_parts();
        let body = body.collect().await?.to_bytes();
        // The library repeats no POST that may have been heard; to delete twice is to delete.
        let deletes = parts.uri.query().is_some_and(|query| query.starts_with("delete"));
        let carried = self.0.carry(http::Request::from_parts(parts, body)).await;
        let response = carried.map_err(|error| HttpError::new(kind(error, deletes), error))?;
        Ok(response.map(Into::into))
    }
}

/// What may be tried again: what was cut off may be, since writing an object again writes the same.
const fn kind(error: CarrierError, deletes: bool) -> HttpErrorKind {
    match error {
        CarrierError::Unreachable => HttpErrorKind::Connect,
        CarrierError::TimedOut | CarrierError::Cut if deletes => HttpErrorKind::Request,
        CarrierError::TimedOut => HttpErrorKind::Timeout,
        CarrierError::Cut => HttpErrorKind::Interrupted,
        CarrierError::Refused => HttpErrorKind::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_bucket_prefix_endpoint_and_region() {
        let address: BucketAddress = "s3://pictures/studio/a?endpoint=http://127.0.0.1:9000&region=eu-central-1"
            .parse()
            .unwrap();
        assert_eq!(
            (address.bucket.as_str(), address.prefix.as_str()),
            ("pictures", "studio/a")
        );
        assert_eq!(
            (address.endpoint.as_str(), address.region.as_str()),
            ("http://127.0.0.1:9000", "eu-central-1")
        );
        let plain: BucketAddress = "s3://pictures".parse().unwrap();
        assert_eq!(
            (plain.prefix.as_str(), plain.endpoint.as_str()),
            ("", "https://s3.us-east-1.amazonaws.com")
        );
    }

    #[test]
    fn what_is_no_bucket_is_refused_with_what_to_write() {
        use BucketAddressError::{Credentials, Endpoint, NotABucket, Unknown};
        for (text, error) in [
            ("pictures", NotABucket),
            ("https://pictures", NotABucket),
            ("s3:///prefix", NotABucket),
            ("s3://id:secret@pictures", Credentials),
            ("s3://pictures?endpoint=ftp://here", Endpoint),
            ("s3://pictures?endpoint=https://here/bucket", Endpoint),
            ("s3://pictures?secret=x", Unknown),
        ] {
            assert_eq!(text.parse::<BucketAddress>(), Err(error), "{text}");
        }
    }
}
