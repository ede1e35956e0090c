//! Providers as the operator writes them: `[[provider]]` tables of `nanoprompt.toml`.

use std::{path::PathBuf, sync::Arc};

use basics::{Credits, Region};
use egress::{Egress, Rule};
use serde::Deserialize;

use crate::{
    Card, Engine, Kind, ModelId, Passport, Secret, Size, Sizes, Training, VendorRetention,
    openai_compatible::OpenAiCompatible,
};

/// One `[[provider]]` table.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderTable {
    /// The first part of its models' names.
    pub id: String,
    kind: String,
    /// Where it is.
    pub base_url: String,
    /// The variable that holds its key.
    pub api_key_env: Option<String>,
    /// The file that holds its key.
    pub api_key_file: Option<PathBuf>,
    region: Region,
    passport: PassportTable,
    models: Vec<ModelTable>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct PassportTable {
    retention: String,
    training: TrainingWord,
    operator: String,
    #[serde(default)]
    deletion: bool,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum TrainingWord {
    Never,
    OptOut,
    Yes,
    Unknown,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct ModelTable {
    id: String,
    kind: Kind,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    sizes: Vec<Size>,
}

/// A provider's table cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// Not a kind that there is.
    #[error("the kind {0:?} is not known; there is: openai-compatible")]
    Kind(String),
    /// Not an address that can be used.
    #[error("the base_url cannot be used: {0}")]
    BaseUrl(String),
    /// Not a time of keeping.
    #[error("the retention {0:?} is not known; write days such as \"0d\" or \"30d\", or \"unknown\"")]
    Retention(String),
    /// Not a model's name.
    #[error("{0:?} is not a model's name")]
    Model(String),
    /// A kind of model that this provider is not asked for.
    #[error("models of the kind {0} cannot be used here; there are: image, text")]
    ModelKind(Kind),
}

/// The engine that a table describes.
pub fn build(
    table: &ProviderTable,
    secret: Option<Secret>,
    egress: Arc<Egress>,
) -> Result<Arc<dyn Engine>, ConfigError> {
    if table.kind != "openai-compatible" {
        return Err(ConfigError::Kind(table.kind.clone()));
    }
    let rule = Rule::operator(&table.id, &table.base_url).map_err(|error| ConfigError::BaseUrl(error.to_string()))?;
    let cards = table
        .models
        .iter()
        .map(|model| card(&table.id, model))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Arc::new(OpenAiCompatible::new(
        &table.id,
        cards,
        passport(table)?,
        rule,
        secret,
        egress,
    )))
}

fn passport(table: &ProviderTable) -> Result<Passport, ConfigError> {
    let given = &table.passport;
    let days = given.retention.strip_suffix('d').and_then(|days| days.parse().ok());
    let retention = match (given.retention.as_str(), days) {
        ("unknown", _) => VendorRetention::Unknown,
        (_, Some(0)) => VendorRetention::Nothing,
        (_, Some(days)) => VendorRetention::Days(days),
        _ => return Err(ConfigError::Retention(given.retention.clone())),
    };
    let training = match given.training {
        TrainingWord::Never => Training::Never,
        TrainingWord::OptOut => Training::OptOut,
        TrainingWord::Yes => Training::Yes,
        TrainingWord::Unknown => Training::Unknown,
    };
    Ok(Passport {
        operator: table.id.clone(),
        operator_country: Some(given.operator.clone()),
        region: table.region.clone(),
        retention,
        training,
        deletion: given.deletion,
        stays_here: false,
    })
}

/// The sizes that OpenAI's own picture models make, where the table names none.
const USUAL_SIZES: [(u32, u32); 3] = [(1024, 1024), (1536, 1024), (1024, 1536)];

fn card(provider: &str, model: &ModelTable) -> Result<Card, ConfigError> {
    let usual = || {
        USUAL_SIZES
            .iter()
            .filter_map(|(width, height)| Size::new(*width, *height).ok())
            .collect()
    };
    let sizes = match model.kind {
        Kind::Image if model.sizes.is_empty() => Sizes::List(usual()),
        Kind::Image => Sizes::List(model.sizes.clone()),
        Kind::Text => Sizes::None,
        other => return Err(ConfigError::ModelKind(other)),
    };
    Ok(Card {
        id: ModelId::of(provider, &model.id).map_err(|_| ConfigError::Model(model.id.clone()))?,
        name: model.name.clone().unwrap_or_else(|| model.id.clone()),
        kind: model.kind,
        sizes,
        counts: 1..=4,
        seeds: false,
        negative: false,
        price: Credits::FREE,
        procedural: false,
        max_prompt_chars: 4_000,
        streams: model.kind == Kind::Text,
    })
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
            passport(&table).map(|passport| passport.retention),
            Ok(VendorRetention::Days(30))
        );
        let card = card(&table.id, &table.models[1]).unwrap();
        assert_eq!((card.id.as_str(), card.kind), ("lab/fake-image", Kind::Image));
    }

    #[test]
    fn unknown_words_are_refused() {
        assert!(toml::from_str::<ProviderTable>(&TABLE.replace("region", "regoin")).is_err());
        assert!(toml::from_str::<ProviderTable>(&TABLE.replace("never", "sometimes")).is_err());
        let table: ProviderTable = toml::from_str(&TABLE.replace("30d", "soon")).unwrap();
        assert_eq!(passport(&table).err(), Some(ConfigError::Retention("soon".to_owned())));
    }
}
