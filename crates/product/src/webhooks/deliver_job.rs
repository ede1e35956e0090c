//! Tells a server, and tells it again later where it did not listen (Standard Webhooks 1.0.0, "Deliverability and
//! reliability"). A redirect is no listening: whoever moves says so here.

use async_trait::async_trait;
use basics::Span;
use bytes::Bytes;
use egress::{EgressError, Outbound, PurposeKind, Target};
use http::{HeaderName, HeaderValue};
use jobs::{JobError, JobFailure, Lease, Work};
use privacy::Operate;

use super::{
    create::rule,
    data::OUTBOUND,
    message::{Message, sign},
    queries,
    webhook::Webhook,
};
use crate::{app::App, error::Error};

/// The kind of this work.
pub const DELIVER: &str = "webhook";

/// How long a server has to listen.
const PATIENCE: Span = Span::seconds(15);

/// As much of its answer is heard; nothing in it matters.
const MOST_ANSWER: u64 = 64 * 1024;

/// How long after each try the next one comes; after the last of them there is none.
const WAITS: [Span; 7] = [
    Span::seconds(5),
    Span::minutes(5),
    Span::minutes(30),
    Span::hours(2),
    Span::hours(5),
    Span::hours(10),
    Span::hours(14),
];

/// Tells one server of one thing.
pub struct Deliver {
    /// The installation.
    pub app: App,
}

#[async_trait]
impl Work for Deliver {
    fn kind(&self) -> &'static str {
        DELIVER
    }

    async fn run(&self, lease: Lease) -> Result<(), JobFailure> {
        let message = Message::of_subject(lease.subject()).ok_or(JobFailure::GiveUp { code: "unreadable" })?;
        let webhook = queries::find(&self.app.db, message.webhook).await?;
        // Whoever was removed or wants to hear no more is told nothing.
        if let Some(webhook) = webhook.filter(|webhook| webhook.ended_at.is_none()) {
            let id = format!("msg_{}", lease.job());
            let status = self.send(&webhook, &message, &id).await?;
            queries::update_told(&self.app.db, webhook.id, status, self.app.now()).await?;
            heard(status, lease.failures())?;
        }
        lease.finish().await.map_err(|error| match error {
            JobError::LeaseLost => JobFailure::LeaseLost,
            JobError::Database(error) => error.into(),
        })
    }
}

/// Whether it listened: any status of success. One that is gone (410) is asked no more.
fn heard(status: Option<u16>, failures: i64) -> Result<(), JobFailure> {
    match status {
        Some(200..300 | 410) => Ok(()),
        _ => Err(JobFailure::Retry {
            code: "not-heard",
            after: usize::try_from(failures)
                .ok()
                .and_then(|tried| WAITS.get(tried).copied()),
        }),
    }
}

impl Deliver {
    /// What it answered, if it did.
    async fn send(&self, webhook: &Webhook, message: &Message, id: &str) -> Result<Option<u16>, JobFailure> {
        let app = &self.app;
        let opened = async {
            let address = app.vault.open_sealed::<Operate, _>(&webhook.address).await?;
            let secret = app.vault.open_sealed::<Operate, _>(&webhook.secret).await?;
            Ok::<_, Error>((address, secret))
        };
        let (address, secret) = opened.await.map_err(|_| JobFailure::Retry {
            code: "locked",
            after: None,
        })?;
        let body = message.body();
        let seconds = app.now().seconds();
        let signature = sign(secret.reveal().bytes(), id, seconds, &body);
        let refused = JobFailure::GiveUp {
            code: "forbidden-place",
        };
        let rule = rule(app, address.reveal().as_str()).map_err(|_| refused)?;
        let target = Target::Url(address.reveal().as_str().to_owned());
        let mut outbound = Outbound::post_json(target, Bytes::from(body), PurposeKind::Operate)
            .fields(OUTBOUND)
            .within(PATIENCE)
            .at_most(MOST_ANSWER)
            .without_redirects();
        let stamp = seconds.to_string();
        for (name, value) in [
            ("webhook-id", id),
            ("webhook-timestamp", &stamp),
            ("webhook-signature", &signature),
        ] {
            let value = HeaderValue::from_str(value).map_err(|_| JobFailure::GiveUp { code: "unreadable" })?;
            outbound = outbound.header(HeaderName::from_static(name), value);
        }
        match app.egress.send(&rule, outbound).await {
            Ok(answer) => Ok(Some(answer.status.as_u16())),
            Err(EgressError::Refused(_)) => Err(JobFailure::GiveUp {
                code: "forbidden-place",
            }),
            Err(_) => Ok(None),
        }
    }
}
