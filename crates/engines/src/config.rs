//! Providers as the operator writes them: `[[provider]]` tables of `nanoprompt.toml`.

use std::{num::NonZeroU32, path::PathBuf};

use basics::{Credits, Region, Time};
use serde::Deserialize;

use crate::{
    Frames, Kind, LARGEST_FILM, Passport, Size, Training, VendorRetention, adapters, near::is_near,
    seconds::SecondsTable,
};

/// One `[[provider]]` table.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderTable {
    /// The first part of its models' names.
    pub id: String,
    pub(crate) kind: String,
    base_url: Option<String>,
    /// The variable that holds its key.
    pub api_key_env: Option<String>,
    /// The file that holds its key.
    pub api_key_file: Option<PathBuf>,
    region: Region,
    passport: PassportTable,
    /// The largest film that is taken from it, in units of 1,048,576 bytes.
    max_film_megabytes: Option<NonZeroU32>,
    pub(crate) models: Vec<ModelTable>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct PassportTable {
    retention: String,
    training: TrainingWord,
    operator: String,
    #[serde(default)]
    deletion: bool,
    /// The last day on which it may be believed, such as `2027-05-31`.
    valid_until: Option<String>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum TrainingWord {
    Never,
    OptOut,
    Yes,
    Unknown,
}

/// One of a provider's models. What the table leaves out is as the vendor's API usually has it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ModelTable {
    pub id: String,
    pub kind: Kind,
    pub name: Option<String>,
    #[serde(default)]
    pub sizes: Vec<Size>,
    /// The most pictures of one order.
    pub count: Option<NonZeroU32>,
    pub seeds: Option<bool>,
    pub negative: Option<bool>,
    /// The most pictures shown beside the prompt.
    pub references: Option<u32>,
    pub masks: Option<bool>,
    /// For a million tokens that a text model is sent.
    pub input_price: Option<Credits>,
    /// For a million tokens that it says.
    pub output_price: Option<Credits>,
    /// The most tokens that it can be sent.
    pub most_input_tokens: Option<NonZeroU32>,
    /// The most tokens that it says in one answer.
    pub most_output_tokens: Option<NonZeroU32>,
    /// Whether its server understands a wish to be told how much a stream was; most do.
    pub usage_in_streams: Option<bool>,
    /// How long its films last.
    pub seconds: Option<SecondsTable>,
    /// Which frames of a film it can be given.
    pub frames: Option<Frames>,
    /// For one output.
    pub price: Option<Credits>,
    /// For every second of a film, on top.
    pub price_per_second: Option<Credits>,
    pub max_prompt_chars: Option<usize>,
    /// The day on which its provider shuts it down, such as `2027-05-31`.
    shutdown: Option<String>,
    /// Which model to take in its place.
    pub replacement: Option<String>,
    /// What a `ComfyUI` server is to do: its graph as JSON, with places such as `"{prompt}"`.
    pub workflow: Option<String>,
    /// What a model of Replicate's or of fal's is given: JSON with places likewise.
    pub input: Option<String>,
}

/// A provider's table cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// Not a kind that there is.
    #[error("the kind {given:?} is not known; there are: {known}")]
    Kind {
        /// What the table says.
        given: String,
        /// What it could say.
        known: String,
    },
    /// Nobody knows where it is.
    #[error("base_url is missing: say where the server is, such as \"http://127.0.0.1:8000/v1\"")]
    NoBaseUrl,
    /// Not a key that can be sent.
    #[error("the key holds characters that no header can carry")]
    UnusableKey,
    /// Not an address that can be used.
    #[error("the base_url cannot be used: {0}")]
    BaseUrl(String),
    /// Not a time of keeping.
    #[error("the retention {0:?} is not known; write days such as \"0d\" or \"30d\", or \"unknown\"")]
    Retention(String),
    /// Not a day.
    #[error("valid_until = {0:?} is not a day; write it as \"2027-05-31\"")]
    Day(String),
    /// Not a day on which a model ends.
    #[error("shutdown = {0:?} is not a day; write it as \"2027-05-31\"")]
    Shutdown(String),
    /// Not a region for a server out in the world.
    #[error("region = \"local\" is for servers on this machine or in your own network; this base_url leads out of it")]
    NotLocal,
    /// Not a model's name.
    #[error("{0:?} is not a model's name")]
    Model(String),
    /// A kind of model that this provider is not asked for.
    #[error("this kind of provider has no models of the kind {0}")]
    ModelKind(Kind),
    /// Not a length that a film can have.
    #[error(
        "seconds of the model {0:?} cannot be used: write [4, 8] or {{ from = 2, to = 10 }}, for a model of the kind video"
    )]
    Seconds(String),
    /// Not JSON that an order can be put into.
    #[error("the template of the model {model:?} cannot be used: {why}")]
    Template {
        /// The model's name in the table.
        model: String,
        /// What is wrong with it.
        why: String,
    },
}

impl ProviderTable {
    /// One model of another installation of this program, as `elsewhere/model`.
    #[must_use]
    pub fn elsewhere(server: &str, kind: Kind, model: &str) -> Self {
        Self {
            id: "elsewhere".to_owned(),
            kind: "nanoprompt".to_owned(),
            base_url: Some(format!("{}/v1", server.trim_end_matches('/'))),
            api_key_env: None,
            api_key_file: None,
            region: Region::elsewhere(),
            passport: PassportTable::unknown(),
            max_film_megabytes: None,
            models: vec![ModelTable::of(kind, model)],
        }
    }

    /// Where it is: as the table says, or where its vendor is for everybody.
    #[must_use]
    pub fn base_url(&self) -> Option<&str> {
        let usual = || adapters::find(&self.kind).ok()?.base_url;
        self.base_url.as_deref().or_else(usual)
    }

    /// The largest film that is taken from it, in bytes.
    pub(crate) fn largest_film(&self) -> u64 {
        let told = self.max_film_megabytes;
        told.map_or(LARGEST_FILM, |most| u64::from(most.get()) << 20)
    }

    /// Who operates its models.
    pub(crate) fn passport(&self) -> Result<Passport, ConfigError> {
        let given = &self.passport;
        let days = given.retention.strip_suffix('d').and_then(|days| days.parse().ok());
        let retention = match (given.retention.as_str(), days) {
            ("unknown", _) => VendorRetention::Unknown,
            (_, Some(0)) => VendorRetention::Nothing,
            (_, Some(days)) => VendorRetention::Days(days),
            _ => return Err(ConfigError::Retention(given.retention.clone())),
        };
        let valid_until = given.valid_until.as_deref().map(|text| Time::of_day(text).ok_or(text));
        let valid_until = valid_until
            .transpose()
            .map_err(|text| ConfigError::Day(text.to_owned()))?;
        let stays_here = self.region == Region::local();
        if stays_here && !self.base_url().is_some_and(is_near) {
            return Err(ConfigError::NotLocal);
        }
        Ok(Passport {
            operator: self.id.clone(),
            operator_country: Some(given.operator.clone()),
            region: self.region.clone(),
            retention,
            training: given.training.into(),
            deletion: given.deletion,
            stays_here,
            valid_until,
        })
    }
}

impl PassportTable {
    fn unknown() -> Self {
        Self {
            retention: "unknown".to_owned(),
            training: TrainingWord::Unknown,
            operator: String::new(),
            deletion: false,
            valid_until: None,
        }
    }
}

impl ModelTable {
    /// When its provider shuts it down.
    pub(crate) fn shutdown(&self) -> Result<Option<Time>, ConfigError> {
        let day = |text: &String| Time::of_day(text).ok_or_else(|| ConfigError::Shutdown(text.clone()));
        self.shutdown.as_ref().map(day).transpose()
    }

    fn of(kind: Kind, model: &str) -> Self {
        Self {
            id: model.to_owned(),
            kind,
            name: None,
            sizes: Vec::new(),
            count: None,
            seeds: None,
            negative: None,
            references: None,
            masks: None,
            seconds: None,
            frames: None,
            price: None,
            input_price: None,
            output_price: None,
            most_input_tokens: None,
            most_output_tokens: None,
            usage_in_streams: None,
            price_per_second: None,
            max_prompt_chars: None,
            shutdown: None,
            replacement: None,
            workflow: None,
            input: None,
        }
    }
}

impl From<TrainingWord> for Training {
    fn from(word: TrainingWord) -> Self {
        match word {
            TrainingWord::Never => Self::Never,
            TrainingWord::OptOut => Self::OptOut,
            TrainingWord::Yes => Self::Yes,
            TrainingWord::Unknown => Self::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = r#"
        id = "lab"
        kind = "openai-compatible"
        base_url = "http://127.0.0.1:9999/v1"
        api_key_env = "LAB_KEY"
        region = "eu"
        passport = { retention = "30d", training = "never", operator = "us" }
        models = [{ id = "fake-chat", kind = "text" }, { id = "fake-image", kind = "image" }]
    "#;

    #[test]
    fn the_table_of_the_manual_is_read() {
        let table: ProviderTable = toml::from_str(TABLE).unwrap();
        assert_eq!(
            table.passport().map(|passport| passport.retention),
            Ok(VendorRetention::Days(30))
        );
        assert_eq!(
            (table.models[1].id.as_str(), table.models[1].kind),
            ("fake-image", Kind::Image)
        );
        assert_eq!(table.base_url(), Some("http://127.0.0.1:9999/v1"));
    }

    #[test]
    fn unknown_words_are_refused() {
        assert!(toml::from_str::<ProviderTable>(&TABLE.replace("region", "regoin")).is_err());
        assert!(toml::from_str::<ProviderTable>(&TABLE.replace("never", "sometimes")).is_err());
        let table: ProviderTable = toml::from_str(&TABLE.replace("30d", "soon")).unwrap();
        assert_eq!(table.passport().err(), Some(ConfigError::Retention("soon".to_owned())));
        let until = |day: &str| {
            TABLE.replace(
                "operator = \"us\"",
                &format!("operator = \"us\", valid_until = \"{day}\""),
            )
        };
        let table: ProviderTable = toml::from_str(&until("2027-02-30")).unwrap();
        assert_eq!(table.passport().err(), Some(ConfigError::Day("2027-02-30".to_owned())));
        let table: ProviderTable = toml::from_str(&until("2027-02-28")).unwrap();
        assert_eq!(table.passport().unwrap().valid_until, Time::of_day("2027-02-28"));
    }

    #[test]
    fn only_what_is_near_may_be_said_to_stay_here() {
        let local = TABLE.replace("region = \"eu\"", "region = \"local\"");
        let table: ProviderTable = toml::from_str(&local).unwrap();
        assert_eq!(table.passport().map(|passport| passport.stays_here), Ok(true));
        let table: ProviderTable = toml::from_str(&local.replace("127.0.0.1:9999", "api.example.org")).unwrap();
        assert_eq!(table.passport().err(), Some(ConfigError::NotLocal));
    }
}
