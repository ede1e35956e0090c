//! JSON that an operator wrote for a model, with places for what an order says: whole texts such as `"{prompt}"`.

use serde_json::{Map, Value, json};

use crate::{Card, ConfigError, ImageOrder, Masks, Size, config::ModelTable};

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
}

impl Place {
    pub const ALL: [Self; 10] = [
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
            Self::Image | Self::Images | Self::Mask => None,
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
        if let Some(unknown) = map.values().find_map(misspelt) {
            return Err(unusable(format!("an order has nothing for \"{unknown}\"")));
        }
        let template = Self(map);
        if template.has(Place::Prompt) {
            Ok(template)
        } else {
            Err(unusable("it has no place for \"{prompt}\"".to_owned()))
        }
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

fn between_braces(text: &str) -> Option<&str> {
    let name = text.strip_prefix('{')?.strip_suffix('}')?;
    (!name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(name)
}

/// A text that looks like a place and is none.
fn misspelt(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) if Place::of(text).is_none() => between_braces(text).map(|_| text.as_str()),
        Value::Array(items) => items.iter().find_map(misspelt),
        Value::Object(map) => map.values().find_map(misspelt),
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
