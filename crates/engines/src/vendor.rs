//! What every adapter has: whose models these are, and the way to them.

use std::sync::Arc;

use basics::Span;
use bytes::Bytes;
use egress::{Egress, EgressError, Inbound, Outbound, PurposeKind, Rule, Socket, Target};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header::AUTHORIZATION};
use serde::de::DeserializeOwned;

use crate::{Card, Failure, Kind, LARGEST_FILM, ModelId, Order, Passport, Secret, hints, outbound_fields::undeclared};

/// Somebody's models, and the way to them. The key goes to the configured origin and nowhere else.
pub struct Vendor {
    id: String,
    cards: Vec<Card>,
    passport: Passport,
    rule: Rule,
    /// For results that an answer only names: any public address, and no key.
    elsewhere: Rule,
    key: Option<(HeaderName, HeaderValue)>,
    egress: Arc<Egress>,
    largest_film: u64,
}

/// Where a vendor looks for the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credential {
    /// `Authorization: Bearer …`.
    Bearer,
    /// `Authorization: Key …`.
    Key,
    /// `Authorization: Basic …`; the key is `name:password`.
    Basic,
    /// In a header of its own.
    Header(&'static str),
}

/// A whole answer.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body; content, so nothing prints it.
    pub body: Body,
}

/// An answer's bytes. Its `Debug` says how many.
pub struct Body(pub Bytes);

impl Vendor {
    /// The vendor behind a rule.
    pub fn new(
        id: &str,
        cards: Vec<Card>,
        passport: Passport,
        rule: Rule,
        key: Option<(Credential, Secret)>,
        egress: Arc<Egress>,
    ) -> Result<Self, Failure> {
        let key = key.map(|(place, secret)| place.header(&secret)).transpose()?;
        Ok(Self {
            id: id.to_owned(),
            cards,
            passport,
            elsewhere: Rule::public(&format!("{id} results")),
            rule,
            key,
            egress,
            largest_film: LARGEST_FILM,
        })
    }

    /// The provider's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its models.
    #[must_use]
    pub fn cards(&self) -> &[Card] {
        &self.cards
    }

    /// Whether its table has a model that it writes so.
    #[must_use]
    pub fn has(&self, model: &str) -> bool {
        self.cards.iter().any(|card| card.id.model() == model)
    }

    /// Who operates them.
    #[must_use]
    pub const fn passport(&self) -> &Passport {
        &self.passport
    }

    /// The model's card, once the order was held against it.
    pub fn accept(&self, model: &ModelId, order: &Order) -> Result<&Card, Failure> {
        let card = self.cards.iter().find(|card| card.id == *model);
        let card = card.ok_or(Failure::Unavailable)?;
        card.check(order)?;
        Ok(card)
    }

    /// Its models, for an adapter that knows more of them than its kind in general.
    pub fn cards_mut(&mut self) -> &mut [Card] {
        &mut self.cards
    }

    /// The same vendor, which may name the server to be asked among the https hosts below its own domain.
    #[must_use]
    pub fn and_below(mut self, domain: &str) -> Self {
        self.rule = self.rule.and_below(domain);
        self
    }

    /// The same vendor, from whom no larger film is taken, in bytes.
    #[must_use]
    pub const fn with_films_up_to(mut self, most: u64) -> Self {
        self.largest_film = most;
        self
    }

    /// Whether the key may go to an address that an answer named.
    #[must_use]
    pub fn reaches(&self, address: &str) -> bool {
        self.rule.reaches(address)
    }

    /// The whole address of a path, without credentials, to be shown.
    #[must_use]
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.rule.base_url().unwrap_or_default())
    }

    /// Sends a request with the key, and gives the answer as it comes.
    pub async fn send(&self, outbound: Outbound) -> Result<Inbound, Failure> {
        if let Some(name) = undeclared(outbound.field_names()) {
            return Err(Failure::bad_order(name, "nobody has declared that this field is sent"));
        }
        self.egress.send(&self.rule, self.signed(outbound)).await.map_err(sent)
    }

    /// Sends a request with the key, and reads the whole answer.
    pub async fn ask(&self, outbound: Outbound) -> Result<Answer, Failure> {
        Answer::read(self.send(outbound).await?).await
    }

    /// Opens a WebSocket with the key; `None` where the vendor opens none, or cannot be reached. The nonce is chance.
    pub async fn open(&self, outbound: Outbound, nonce: [u8; 16]) -> Option<Socket> {
        if undeclared(outbound.field_names()).is_some() {
            return None;
        }
        let opened = self.egress.open(&self.rule, self.signed(outbound), nonce).await;
        opened.ok().flatten()
    }

    /// Waits for so long before it is asked again.
    pub async fn pause(&self, span: Span) {
        self.egress.pause(span).await;
    }

    /// Fetches a result that an answer only named. The key goes along to the configured origin only.
    async fn fetch(&self, address: &str, kind: Kind) -> Result<Answer, Failure> {
        let outbound = Outbound::get(Target::Url(address.to_owned()), PurposeKind::Generate);
        let outbound = match kind {
            Kind::Video => outbound.at_most(self.largest_film),
            Kind::Image | Kind::Text | Kind::Prompt => outbound,
        };
        let (rule, outbound) = if self.rule.same_origin(address) {
            (&self.rule, self.signed(outbound))
        } else {
            (&self.elsewhere, outbound)
        };
        Answer::read(self.egress.send(rule, outbound).await.map_err(fetched)?).await
    }

    /// A finished result by its address; `None` where a copy has not reached every one of the vendor's servers yet, which
    /// is worth asking again.
    pub async fn result(&self, address: &str, kind: Kind) -> Result<Option<Bytes>, Failure> {
        let answer = self.fetch(address, kind).await?;
        match answer.status.as_u16() {
            200..300 => Ok(Some(answer.body.0)),
            404 | 408 | 425 | 429 | 500.. => Ok(None),
            _ => Err(Failure::NotAnImage),
        }
    }

    fn signed(&self, outbound: Outbound) -> Outbound {
        match &self.key {
            Some((name, value)) => outbound.header(name.clone(), value.clone()),
            None => outbound,
        }
    }
}

impl Credential {
    fn header(self, secret: &Secret) -> Result<(HeaderName, HeaderValue), Failure> {
        let text = match self {
            Self::Bearer => format!("Bearer {}", secret.reveal()),
            Self::Key => format!("Key {}", secret.reveal()),
            Self::Basic => {
                use base64::{Engine as _, engine::general_purpose::STANDARD};
                format!("Basic {}", STANDARD.encode(secret.reveal()))
            }
            Self::Header(_) => secret.reveal().to_owned(),
        };
        let mut value = HeaderValue::from_str(&text).map_err(|_| Failure::Unauthorised)?;
        value.set_sensitive(true);
        let name = match self {
            Self::Header(name) => HeaderName::from_static(name),
            Self::Bearer | Self::Key | Self::Basic => AUTHORIZATION,
        };
        Ok((name, value))
    }
}

impl Answer {
    /// What was to be deleted is, or there was no such thing any more; what anything else means the vendor's adapter knows.
    pub fn deleted(&self, failure: fn(&Self) -> Failure) -> Result<(), Failure> {
        match self.status.as_u16() {
            200..300 | 404 => Ok(()),
            _ => Err(failure(self)),
        }
    }

    /// Reads all of it.
    pub async fn read(inbound: Inbound) -> Result<Self, Failure> {
        let (status, headers) = (inbound.status, inbound.headers.clone());
        let body = Body(inbound.bytes().await.map_err(sent)?);
        Ok(Self { status, headers, body })
    }

    /// The body as JSON; `None` where it is something else.
    #[must_use]
    pub fn json<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_slice(&self.body.0).ok()
    }

    /// How long the vendor asks to wait, by its headers.
    #[must_use]
    pub fn wait(&self) -> Option<Span> {
        hints::wait(&self.headers)
    }
}

impl std::fmt::Debug for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} bytes", self.0.len())
    }
}

/// What it means when no whole result came. An address that may not be asked holds no picture, however often it is tried.
const fn fetched(error: EgressError) -> Failure {
    match error {
        EgressError::Refused(_) | EgressError::RedirectRefused(_) | EgressError::TooManyRedirects => {
            Failure::NotAnImage
        }
        _ => sent(error),
    }
}

/// What it means when no whole answer came. Once the order was sent, nobody knows whether it was filled and paid.
pub(crate) const fn sent(error: EgressError) -> Failure {
    match error {
        EgressError::Refused(_) | EgressError::Unreachable | EgressError::Malformed | EgressError::Setup => {
            Failure::Unavailable
        }
        EgressError::TooLarge => Failure::TooLarge,
        EgressError::TimedOut | EgressError::Cut | EgressError::TooManyRedirects | EgressError::RedirectRefused(_) => {
            Failure::Unknown
        }
    }
}
