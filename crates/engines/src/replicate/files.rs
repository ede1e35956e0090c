//! Pictures that go along with an order: written into it where they are small, else handed in before it.

use basics::{Chance, Span};
use egress::{Body, Outbound, PurposeKind, Target};
use http::{Method, header::CONTENT_TYPE};
use serde::Deserialize;

use super::answer;
use crate::{Failure, Input, Order, data_uri, form::Form, told, vendor::Vendor};

/// Larger texts than this are not taken inside an order.
const LARGEST_TEXT: usize = 256_000;

/// An order's pictures as the vendor is to read them.
#[derive(Default)]
pub(super) struct Written {
    pub references: Vec<String>,
    pub mask: Option<String>,
    pub first_frame: Option<String>,
    pub last_frame: Option<String>,
    /// The vendor's names of those that were handed in, to be deleted there.
    pub files: Vec<String>,
}

#[derive(Deserialize)]
struct Uploaded {
    id: String,
    urls: Urls,
}

#[derive(Deserialize)]
struct Urls {
    get: String,
}

impl Written {
    /// As they would be shown to a person.
    pub fn shown(order: &Order) -> Self {
        let shown = |input: &Input| format!("{input:?}");
        match order {
            Order::Image(image) => Self {
                references: image.references.iter().map(shown).collect(),
                mask: image.mask.as_ref().map(shown),
                ..Self::default()
            },
            Order::Video(video) => Self {
                first_frame: video.first_frame.as_ref().map(shown),
                last_frame: video.last_frame.as_ref().map(shown),
                ..Self::default()
            },
            Order::Text(_) => Self::default(),
        }
    }

    /// Hands in what is too large to be written into the order. Nothing is ordered yet, so whatever goes wrong costs nothing.
    pub async fn hand_in(vendor: &Vendor, order: &Order, chance: &Chance) -> Result<Self, Failure> {
        let mut written = Self::default();
        match written.take_all(vendor, order, chance).await {
            Ok(()) => Ok(written),
            Err(failure) => {
                delete(vendor, &written.files).await;
                Err(match failure {
                    Failure::Unknown | Failure::Cut => Failure::TimedOut,
                    other => other,
                })
            }
        }
    }

    async fn take_all(&mut self, vendor: &Vendor, order: &Order, chance: &Chance) -> Result<(), Failure> {
        match order {
            Order::Image(image) => {
                for reference in &image.references {
                    let text = self.take(vendor, reference, chance).await?;
                    self.references.push(text);
                }
                self.mask = self.take_one(vendor, image.mask.as_ref(), chance).await?;
            }
            Order::Video(video) => {
                self.first_frame = self.take_one(vendor, video.first_frame.as_ref(), chance).await?;
                self.last_frame = self.take_one(vendor, video.last_frame.as_ref(), chance).await?;
            }
            Order::Text(_) => {}
        }
        Ok(())
    }

    async fn take_one(
        &mut self,
        vendor: &Vendor,
        input: Option<&Input>,
        chance: &Chance,
    ) -> Result<Option<String>, Failure> {
        match input {
            Some(input) => self.take(vendor, input, chance).await.map(Some),
            None => Ok(None),
        }
    }

    async fn take(&mut self, vendor: &Vendor, input: &Input, chance: &Chance) -> Result<String, Failure> {
        let text = data_uri::encode(input);
        if text.len() <= LARGEST_TEXT {
            return Ok(text);
        }
        let random: [u8; 8] = chance.bytes();
        let name = format!("{:016x}", u64::from_le_bytes(random));
        let form = Form::new(chance).picture("content", &name, input).finish();
        let (media_type, body) = form.ok_or(Failure::Unavailable)?;
        let body = Body::Bytes(body);
        let outbound = Outbound::new(Method::POST, Target::path("files"), body, PurposeKind::Generate);
        let answer = vendor
            .ask(outbound.header(CONTENT_TYPE, media_type).field("image"))
            .await?;
        if !answer.status.is_success() {
            return Err(answer::failure(&answer));
        }
        let uploaded: Uploaded = answer.json().ok_or(Failure::Unavailable)?;
        self.files.push(uploaded.id);
        Ok(uploaded.urls.get)
    }
}

/// Deletes what was handed in; gives the last failure, after trying all.
pub(super) async fn delete(vendor: &Vendor, files: &[String]) -> Option<Failure> {
    let mut last = None;
    for file in files.iter().filter(|file| told::is_plain_path(file, 1..=1)) {
        let nothing = Body::Bytes(bytes::Bytes::new());
        let target = Target::Path(format!("files/{file}").into());
        let outbound = Outbound::new(Method::DELETE, target, nothing, PurposeKind::Generate);
        match vendor.ask(outbound.within(Span::minutes(1))).await {
            Ok(answer) if answer.status.is_success() || answer.status == 404 => {}
            Ok(answer) => last = Some(answer::failure(&answer)),
            Err(failure) => last = Some(failure),
        }
    }
    last
}
