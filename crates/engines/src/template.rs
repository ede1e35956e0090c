//! JSON that an operator wrote for a model, with places for what an order says: whole texts such as `"{prompt}"`.

use serde_json::{Map, Value, json};

use crate::{Card, ConfigError, Frames, ImageOrder, Kind, Masks, Size, VideoOrder, config::ModelTable};

/// Such JSON, known to have a place for the prompt.
#[derive(Debug, Clone)]
pub struct Template(Map<String, Value>);

/// A place for one thing that an order says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Prompt,
    Negative,
    Seed,
    Width,
    Height,
    /// Width to height, as one of the usual ratios such as `16:9`.
    Ratio,
    Count,
    /// The first picture to start from.
    Image,
    /// All of them, as a list.
    Images,
    Mask,
    /// Lines from top to bottom, as vendors name them: `720p`.
    Resolution,
    /// How long a film lasts, as a number: `8`.
    Seconds,
    /// The same as a text: `"8"`.
    Length,
    /// The same with its unit: `"8s"`.
    Duration,
    /// The picture that a film begins with.
    FirstFrame,
    /// The picture that it ends with.
    LastFrame,
}

impl Place {
    pub const ALL: [Self; 16] = [
        Self::Prompt,
        Self::Negative,
        Self::Seed,
        Self::Width,
        Self::Height,
        Self::Ratio,
        Self::Count,
        Self::Image,
        Self::Images,
        Self::Mask,
        Self::Resolution,
        Self::Seconds,
        Self::Length,
        Self::Duration,
        Self::FirstFrame,
        Self::LastFrame,
    ];

    /// What stands between the braces, and what leaves is recorded as.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Prompt => "prompt",
            Self::Negative => "negative",
            Self::Seed => "seed",
            Self::Width => "width",
            Self::Height => "height",
            Self::Ratio => "ratio",
            Self::Count => "count",
            Self::Image => "image",
            Self::Images => "images",
            Self::Mask => "mask",
            Self::Resolution => "resolution",
            Self::Seconds => "seconds",
            Self::Length => "length",
            Self::Duration => "duration",
            Self::FirstFrame => "first_frame",
            Self::LastFrame => "last_frame",
        }
    }

    /// Whether orders of this kind have anything for it.
    const fn fits(self, kind: Kind) -> bool {
        match self {
            Self::Prompt | Self::Negative | Self::Seed | Self::Width | Self::Height | Self::Ratio => true,
            Self::Count | Self::Image | Self::Images | Self::Mask => !matches!(kind, Kind::Video),
            Self::Resolution | Self::Seconds | Self::Length | Self::Duration | Self::FirstFrame | Self::LastFrame => {
                matches!(kind, Kind::Video)
            }
        }
    }

    /// What an order says here, where that is no picture.
    pub fn said(self, image: &ImageOrder) -> Option<Value> {
        match self {
            Self::Prompt => Some(json!(image.prompt)),
            Self::Negative => image.negative.as_ref().map(|text| json!(text)),
            Self::Seed => image.seed.map(|seed| json!(seed)),
            Self::Width => Some(json!(image.size.width())),
            Self::Height => Some(json!(image.size.height())),
            Self::Ratio => Some(json!(ratio(image.size))),
            Self::Count => Some(json!(image.count)),
            _ => None,
        }
    }

    /// What an order for a film says here, likewise.
    pub fn said_of_film(self, video: &VideoOrder) -> Option<Value> {
        match self {
            Self::Prompt => Some(json!(video.prompt)),
            Self::Negative => video.negative.as_ref().map(|text| json!(text)),
            Self::Seed => video.seed.map(|seed| json!(seed)),
            Self::Width => Some(json!(video.size.width())),
            Self::Height => Some(json!(video.size.height())),
            Self::Ratio => Some(json!(ratio(video.size))),
            Self::Resolution => Some(json!(resolution(video.size))),
            Self::Seconds => Some(json!(video.seconds)),
            Self::Length => Some(json!(video.seconds.to_string())),
            Self::Duration => Some(json!(format!("{}s", video.seconds))),
            _ => None,
        }
    }

    fn of(text: &str) -> Option<Self> {
        let name = between_braces(text)?;
        Self::ALL.into_iter().find(|place| place.name() == name)
    }
}

impl Template {
    /// The template that a model's table holds.
    pub fn read(model: &ModelTable, text: &str) -> Result<Self, ConfigError> {
        let unusable = |why: String| ConfigError::Template {
            model: model.id.clone(),
            why,
        };
        let Ok(Value::Object(map)) = serde_json::from_str(text) else {
            return Err(unusable("it is no JSON object".to_owned()));
        };
        if let Some(unknown) = map.values().find_map(|value| misspelt(value, model.kind)) {
            return Err(unusable(format!("an order has nothing for \"{unknown}\"")));
        }
        let template = Self(map);
        if template.has(Place::Prompt) {
            Ok(template)
        } else {
            Err(unusable("it has no place for \"{prompt}\"".to_owned()))
        }
    }

    /// How many fields it has, not counting those within others; those of a graph are its nodes.
    pub fn fields(&self) -> usize {
        self.0.len()
    }

    /// Whether there is such a place.
    pub fn has(&self, place: Place) -> bool {
        self.0.values().any(|value| holds(value, place))
    }

    /// The places that there are.
    pub fn places(&self) -> impl Iterator<Item = Place> {
        Place::ALL.into_iter().filter(|place| self.has(*place))
    }

    /// The JSON with values in its places. Where there is no value, the field that the place stands in is left out.
    pub fn fill(&self, value: impl Fn(Place) -> Option<Value>) -> Value {
        let fields = self.0.iter();
        Value::Object(
            fields
                .filter_map(|(name, inner)| Some((name.clone(), filled(inner, &value)?)))
                .collect(),
        )
    }

    /// Everything that is said in its places, for people to read.
    pub fn said(&self, value: impl Fn(Place) -> Option<Value>) -> Vec<(&'static str, Value)> {
        let said = self.places().filter_map(|place| Some((place.name(), value(place)?)));
        said.collect()
    }

    /// Leaves a model's card only what there are places for.
    pub fn fit(&self, card: &mut Card) {
        card.seeds &= self.has(Place::Seed);
        card.negative &= self.has(Place::Negative);
        if !self.has(Place::Images) {
            card.references = card.references.min(u32::from(self.has(Place::Image)));
        }
        if !self.has(Place::Mask) {
            card.masks = Masks::None;
        }
        if !self.has(Place::Count) {
            card.counts = 1..=1;
        }
        card.frames = card
            .frames
            .min(match (self.has(Place::FirstFrame), self.has(Place::LastFrame)) {
                (true, true) => Frames::FirstAndLast,
                (true, false) => Frames::First,
                (false, _) => Frames::None,
            });
    }
}

/// The ratios that vendors have words for.
const RATIOS: [(u32, u32); 11] = [
    (1, 1),
    (16, 9),
    (9, 16),
    (4, 3),
    (3, 4),
    (3, 2),
    (2, 3),
    (5, 4),
    (4, 5),
    (21, 9),
    (9, 21),
];

/// The one that a size is nearest to.
pub fn ratio(size: Size) -> String {
    let bent = |wide: u32, high: u32| (f64::from(wide) / f64::from(high)).ln();
    let wanted = bent(size.width(), size.height());
    let far = |&(wide, high): &(u32, u32)| (bent(wide, high) - wanted).abs();
    let nearest = RATIOS.into_iter().min_by(|one, other| far(one).total_cmp(&far(other)));
    let (wide, high) = nearest.unwrap_or((1, 1));
    format!("{wide}:{high}")
}

/// The name of a size by its shorter side, as vendors of films have it.
pub fn resolution(size: Size) -> String {
    match size.width().min(size.height()) {
        2_160 => "4k".to_owned(),
        lines => format!("{lines}p"),
    }
}

fn between_braces(text: &str) -> Option<&str> {
    let name = text.strip_prefix('{')?.strip_suffix('}')?;
    (!name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')).then_some(name)
}

/// A text that looks like a place and is none for orders of this kind.
fn misspelt(value: &Value, kind: Kind) -> Option<&str> {
    match value {
        Value::String(text) if !Place::of(text).is_some_and(|place| place.fits(kind)) => {
            between_braces(text).map(|_| text.as_str())
        }
        Value::Array(items) => items.iter().find_map(|item| misspelt(item, kind)),
        Value::Object(map) => map.values().find_map(|value| misspelt(value, kind)),
        _ => None,
    }
}

fn holds(value: &Value, place: Place) -> bool {
    match value {
        Value::String(text) => Place::of(text) == Some(place),
        Value::Array(items) => items.iter().any(|item| holds(item, place)),
        Value::Object(map) => map.values().any(|inner| holds(inner, place)),
        _ => false,
    }
}

fn filled(inner: &Value, value: &impl Fn(Place) -> Option<Value>) -> Option<Value> {
    Some(match inner {
        Value::String(text) => match Place::of(text) {
            Some(place) => value(place)?,
            None => inner.clone(),
        },
        Value::Array(items) => items.iter().filter_map(|item| filled(item, value)).collect(),
        Value::Object(map) => {
            let fields = map.iter();
            Value::Object(
                fields
                    .filter_map(|(name, inner)| Some((name.clone(), filled(inner, value)?)))
                    .collect(),
            )
        }
        _ => inner.clone(),
    })
}

#[cfg(test)]
mod tests;
