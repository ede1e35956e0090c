//! A message: what a server is told, and the signature under it (Standard Webhooks 1.0.0, "Signature scheme").

use base64::{Engine as _, engine::general_purpose::STANDARD};
use basics::{GenerationId, Time, WebhookId};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::json;
use sha2::Sha256;

/// Something to tell: which server, of which generation, what. As the subject of its work it holds names only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub(super) webhook: WebhookId,
    pub(super) generation: GenerationId,
    /// `done`, `failed`, `cancelled` or `unknown`.
    pub(super) state: String,
    /// When it came about.
    pub(super) at: Time,
}

impl Message {
    /// As the subject of its work.
    pub(super) fn subject(&self) -> String {
        format!(
            "{} {} {} {}",
            self.webhook,
            self.generation,
            self.state,
            self.at.millis()
        )
    }

    /// From the subject of its work.
    pub(super) fn of_subject(subject: &str) -> Option<Self> {
        let mut parts = subject.split(' ');
        Some(Self {
            webhook: parts.next()?.parse().ok()?,
            generation: parts.next()?.parse().ok()?,
            state: parts.next()?.to_owned(),
            at: Time::from_millis(parts.next()?.parse().ok()?),
        })
    }

    /// What is sent.
    pub(super) fn body(&self) -> String {
        json!({
            "type": format!("generation.{}", self.state),
            "timestamp": self.at.rfc3339(),
            "data": { "id": self.generation.to_string(), "state": self.state },
        })
        .to_string()
    }
}

/// The signature of a body under a secret: `v1,` and base64 of HMAC-SHA-256 over id, timestamp and body with dots between.
#[must_use]
pub fn sign(secret: &[u8], id: &str, seconds: i64, body: &str) -> String {
    let mut hash =
        Hmac::<Sha256>::new_from_slice(secret).unwrap_or_else(|_| unreachable!("HMAC takes a key of any length"));
    hash.update(format!("{id}.{seconds}.{body}").as_bytes());
    format!("v1,{}", STANDARD.encode(hash.finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification's own libraries.
    #[test]
    fn a_signature_is_as_the_specification_has_it() {
        let secret = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let body = r#"{"test": 2432232314}"#;
        assert_eq!(
            sign(&secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        );
    }

    #[test]
    fn a_message_survives_being_a_subject() {
        let message = Message {
            webhook: "018f0000-0000-7000-8000-000000000000".parse().unwrap(),
            generation: "018f0000-0000-7000-8000-000000000001".parse().unwrap(),
            state: "done".to_owned(),
            at: Time::from_millis(1_795_510_800_000),
        };
        assert_eq!(Message::of_subject(&message.subject()), Some(message.clone()));
        assert_eq!(Message::of_subject("x"), None);
        let body: serde_json::Value = serde_json::from_str(&message.body()).unwrap();
        assert_eq!(body["type"], "generation.done");
        assert_eq!(body["timestamp"], "2026-11-24T09:00:00Z");
    }
}
