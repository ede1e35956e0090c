//! The engine: orders out, pictures in.

use std::sync::Arc;

use async_trait::async_trait;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use egress::{Egress, Inbound, Outbound, PurposeKind, Rule, Target};
use http::{HeaderValue, header::AUTHORIZATION};
use serde_json::json;

use super::answer::{self, Image};
use crate::{
    Card, Chat, Destination, Engine, Failure, ImageOrder, ModelId, Order, OutboundPreview, Output, Passport, Resumed,
    Secret, Submitted, TextOrder, Ticket, Watch, sniff,
};

/// A server that speaks OpenAI's API.
pub struct OpenAiCompatible {
    id: String,
    cards: Vec<Card>,
    passport: Passport,
    rule: Rule,
    /// For pictures that an answer only names: any public address, and no credentials.
    elsewhere: Rule,
    secret: Option<Secret>,
    egress: Arc<Egress>,
}

const FIELDS: [&str; 5] = ["model", "prompt", "n", "size", "response_format"];

impl OpenAiCompatible {
    /// The server behind a rule.
    #[must_use]
    pub fn new(
        id: &str,
        cards: Vec<Card>,
        passport: Passport,
        rule: Rule,
        secret: Option<Secret>,
        egress: Arc<Egress>,
    ) -> Self {
        let elsewhere = Rule::public(&format!("{id} pictures"));
        Self {
            id: id.to_owned(),
            cards,
            passport,
            rule,
            elsewhere,
            secret,
            egress,
        }
    }

    async fn images(&self, model: &ModelId, image: &ImageOrder) -> Result<Vec<Output>, Failure> {
        let mut body = body(model, image);
        let mut inbound = self
            .post("images/generations", body.to_string().into(), &FIELDS)
            .await?;
        if inbound.status == 400 {
            let (status, headers) = (inbound.status, inbound.headers.clone());
            let said = inbound.bytes().await.map_err(answer::sent)?;
            if !answer::wants_no_response_format(&said) {
                return Err(answer::failure(status, &headers, &said));
            }
            if let Some(fields) = body.as_object_mut() {
                fields.remove("response_format");
            }
            inbound = self
                .post("images/generations", body.to_string().into(), &FIELDS[..4])
                .await?;
        }
        let (status, headers) = (inbound.status, inbound.headers.clone());
        let answered = inbound.bytes().await.map_err(answer::sent)?;
        if !status.is_success() {
            return Err(answer::failure(status, &headers, &answered));
        }
        let mut outputs = Vec::new();
        for image in answer::images(&answered)? {
            outputs.push(output(self.picture(image).await?)?);
        }
        Ok(outputs)
    }

    /// A picture's bytes; an address is fetched through the door like any other.
    async fn picture(&self, image: Image) -> Result<Bytes, Failure> {
        if let Some(text) = image.b64_json {
            return STANDARD
                .decode(text.trim())
                .map(Bytes::from)
                .map_err(|_| Failure::NotAnImage);
        }
        let address = image.url.ok_or(Failure::NotAnImage)?;
        let rule = if self.rule.same_origin(&address) {
            &self.rule
        } else {
            &self.elsewhere
        };
        let fetch = Outbound::get(Target::Url(address), PurposeKind::Generate);
        let inbound = self.egress.send(rule, fetch).await.map_err(answer::sent)?;
        if !inbound.status.is_success() {
            return Err(Failure::NotAnImage);
        }
        inbound.bytes().await.map_err(answer::sent)
    }

    async fn text(&self, model: &ModelId, text: &TextOrder) -> Result<Vec<Output>, Failure> {
        let mut body = json!({ "model": model.model(), "messages": [{ "role": "user", "content": text.prompt }] });
        if let Some(most) = text.max_tokens {
            body["max_tokens"] = most.into();
        }
        let inbound = self.complete(body.to_string().into()).await?;
        let (status, headers) = (inbound.status, inbound.headers.clone());
        let answered = inbound.bytes().await.map_err(answer::sent)?;
        if !status.is_success() {
            return Err(answer::failure(status, &headers, &answered));
        }
        let answered: serde_json::Value = serde_json::from_slice(&answered).map_err(|_| Failure::Cut)?;
        let said = answered["choices"][0]["message"]["content"]
            .as_str()
            .ok_or(Failure::Cut)?;
        Ok(vec![Output {
            bytes: Bytes::from(said.to_owned()),
            media_type: "text/plain".to_owned(),
            width: None,
            height: None,
            seed: None,
            title: None,
            unused_words: Vec::new(),
            preview: None,
        }])
    }

    async fn post(&self, path: &'static str, body: Bytes, fields: &[&'static str]) -> Result<Inbound, Failure> {
        let mut outbound = Outbound::post_json(Target::path(path), body, PurposeKind::Generate);
        outbound = outbound.fields(fields.iter().copied());
        if let Some(secret) = &self.secret {
            let text = format!("Bearer {}", secret.reveal());
            let mut value = HeaderValue::from_str(&text).map_err(|_| Failure::Unauthorised)?;
            value.set_sensitive(true);
            outbound = outbound.header(AUTHORIZATION, value);
        }
        self.egress.send(&self.rule, outbound).await.map_err(answer::sent)
    }
}

#[async_trait]
impl Engine for OpenAiCompatible {
    fn id(&self) -> &str {
        &self.id
    }

    fn cards(&self) -> &[Card] {
        &self.cards
    }

    fn passport(&self) -> &Passport {
        &self.passport
    }

    fn repeatable(&self) -> bool {
        false
    }

    async fn submit(&self, model: &ModelId, order: Order, watch: Arc<dyn Watch>) -> Result<Submitted, Failure> {
        let card = self
            .cards
            .iter()
            .find(|card| card.id == *model)
            .ok_or(Failure::Unavailable)?;
        card.check(&order)?;
        if watch.cancelled() {
            return Err(Failure::Cancelled);
        }
        let outputs = match &order {
            Order::Image(image) => self.images(model, image).await?,
            Order::Text(text) => self.text(model, text).await?,
        };
        Ok(Submitted::Done(outputs))
    }

    async fn resume(&self, _ticket: &Ticket, _watch: Arc<dyn Watch>) -> Result<Resumed, Failure> {
        // This kind of server answers when it is finished and gives no tickets.
        Ok(Resumed::Failed(Failure::Unknown))
    }

    async fn cancel(&self, _ticket: &Ticket) -> Result<(), Failure> {
        Ok(())
    }

    async fn forget(&self, _ticket: &Ticket) -> Result<(), Failure> {
        Ok(())
    }

    fn preview(&self, model: &ModelId, order: &Order) -> Result<OutboundPreview, Failure> {
        let base = self.rule.base_url().unwrap_or_default();
        let (path, body) = match order {
            Order::Image(image) => ("images/generations", body(model, image)),
            Order::Text(text) => (
                "chat/completions",
                json!({ "model": model.model(), "prompt": text.prompt }),
            ),
        };
        let shown = |name: &&'static str| body.get(*name).map(|value| (*name, plain(value)));
        let fields = FIELDS.iter().filter_map(shown).collect();
        Ok(OutboundPreview {
            destination: Destination::Url(format!("{base}{path}")),
            fields,
        })
    }

    fn chat(&self) -> Option<&dyn Chat> {
        Some(self)
    }
}

#[async_trait]
impl Chat for OpenAiCompatible {
    async fn complete(&self, body: Bytes) -> Result<Inbound, Failure> {
        self.post("chat/completions", body, &["model", "messages"]).await
    }
}

fn body(model: &ModelId, image: &ImageOrder) -> serde_json::Value {
    json!({
        "model": model.model(),
        "prompt": image.prompt,
        "n": image.count,
        "size": image.size.to_string(),
        "response_format": "b64_json",
    })
}

/// Foreign bytes are what they look like, whatever the server called them.
fn output(bytes: Bytes) -> Result<Output, Failure> {
    let media_type = sniff(&bytes).ok_or(Failure::NotAnImage)?.media_type.to_owned();
    Ok(Output {
        bytes,
        media_type,
        width: None,
        height: None,
        seed: None,
        title: None,
        unused_words: Vec::new(),
        preview: None,
    })
}

fn plain(value: &serde_json::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
