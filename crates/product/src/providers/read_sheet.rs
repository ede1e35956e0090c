//! Reads what an owner wrote about a provider: the table that it makes, the same as one of the settings file.

use basics::{Region, Time};
use engines::{ConfigError, ProviderTable, is_near, provider_kinds};
use toml::{Table, Value};

use super::{
    model_lines::{self, Lines},
    sheet::{Sheet, TRAINING, is_name},
};
use crate::error::Error;

/// The longest field, in characters, but for the models and the template.
const LONGEST: usize = 500;
/// The most characters that the models or the template can have.
const LONGEST_TEXT: usize = 100_000;

/// The kinds of provider that there are, by their names.
#[must_use]
pub fn kinds() -> Vec<&'static str> {
    provider_kinds().map(|kind| kind.name).collect()
}

/// The table that a sheet makes; the first field that cannot be used is named. Whether the models can be what they are said
/// to be is found when the engine is made ([`problem`]).
pub fn table(name: &str, sheet: &Sheet) -> Result<ProviderTable, Error> {
    check(name, sheet)?;
    let lines = model_lines::read(&sheet.models)?;
    let build = |lines: &[Table]| whole(name, sheet, lines).try_into::<ProviderTable>();
    let table = build(&lines.tables).map_err(|_| at_fault(&lines, |one| build(std::slice::from_ref(one)).is_ok()))?;
    // Whoever stands on the way would read everybody's words, and the key.
    let is_open = |address: &str| address.starts_with("http://") && !is_near(address);
    if table.base_url().is_some_and(is_open) {
        return Err(Error::invalid("base_url", "invalid-provider-open"));
    }
    Ok(table)
}

fn check(name: &str, sheet: &Sheet) -> Result<(), Error> {
    if !is_name(name) {
        return Err(Error::invalid("name", "invalid-provider-name"));
    }
    if !kinds().contains(&sheet.kind.as_str()) {
        return Err(Error::invalid("kind", "invalid-provider-kind"));
    }
    let short: [(&'static str, &str); 5] = [
        ("base_url", &sheet.base_url),
        ("region", &sheet.region),
        ("retention", &sheet.retention),
        ("operator", &sheet.operator),
        ("valid_until", &sheet.valid_until),
    ];
    let long: [(&'static str, &str); 2] = [("models", &sheet.models), ("template", &sheet.template)];
    let limited = short.map(|field| (field, LONGEST)).into_iter();
    for ((field, text), most) in limited.chain(long.map(|field| (field, LONGEST_TEXT))) {
        if text.chars().count() > most {
            let most = i64::try_from(most).unwrap_or(i64::MAX);
            return Err(Error::beyond(field, "invalid-provider-long", most));
        }
    }
    if sheet.region.trim().parse::<Region>().is_err() {
        return Err(Error::invalid("region", "invalid-region"));
    }
    if !TRAINING.contains(&sheet.training.as_str()) {
        return Err(Error::invalid("training", "invalid-provider-training"));
    }
    let country = sheet.operator.trim();
    if country.len() != 2 || !country.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Err(Error::invalid("operator", "invalid-provider-operator"));
    }
    let day = sheet.valid_until.trim();
    if !day.is_empty() && Time::of_day(day).is_none() {
        return Err(Error::invalid("valid_until", "invalid-provider-day"));
    }
    Ok(())
}

fn whole(name: &str, sheet: &Sheet, models: &[Table]) -> Table {
    let text = |text: &str| Value::String(text.trim().to_owned());
    let mut passport = Table::new();
    passport.insert("retention".to_owned(), text(&sheet.retention));
    passport.insert("training".to_owned(), text(&sheet.training));
    passport.insert("operator".to_owned(), text(&sheet.operator.to_lowercase()));
    passport.insert("deletion".to_owned(), Value::Boolean(sheet.deletion));
    if !sheet.valid_until.trim().is_empty() {
        passport.insert("valid_until".to_owned(), text(&sheet.valid_until));
    }
    let template = Some(sheet.template.trim()).filter(|template| !template.is_empty());
    let place = if sheet.kind == "comfyui" { "workflow" } else { "input" };
    let model = |table: &Table| {
        let mut table = table.clone();
        if let Some(template) = template.filter(|_| !table.contains_key(place)) {
            table.insert(place.to_owned(), text(template));
        }
        Value::Table(table)
    };
    let mut whole = Table::new();
    whole.insert("id".to_owned(), text(name));
    whole.insert("kind".to_owned(), text(&sheet.kind));
    whole.insert("region".to_owned(), text(&sheet.region));
    whole.insert("passport".to_owned(), Value::Table(passport));
    whole.insert("models".to_owned(), Value::Array(models.iter().map(model).collect()));
    if !sheet.base_url.trim().is_empty() {
        whole.insert("base_url".to_owned(), text(&sheet.base_url));
    }
    whole
}

/// The field at fault where no engine can be made of a table.
#[must_use]
pub fn problem(error: &ConfigError) -> Error {
    match error {
        ConfigError::Kind { .. } => Error::invalid("kind", "invalid-provider-kind"),
        ConfigError::NoBaseUrl => Error::invalid("base_url", "invalid-provider-no-address"),
        ConfigError::BaseUrl(_) => Error::invalid("base_url", "invalid-provider-address"),
        ConfigError::UnusableKey => Error::invalid("secret", "invalid-provider-secret"),
        ConfigError::Retention(_) => Error::invalid("retention", "invalid-provider-retention"),
        ConfigError::Day(_) => Error::invalid("valid_until", "invalid-provider-day"),
        ConfigError::NotLocal => Error::invalid("region", "invalid-provider-not-local"),
        ConfigError::ModelKind(_) => Error::invalid("models", "invalid-provider-model-kind"),
        ConfigError::Template { .. } => Error::invalid("template", "invalid-provider-template"),
        ConfigError::Model(_) | ConfigError::Seconds(_) | ConfigError::Shutdown(_) => {
            Error::invalid("models", "invalid-provider-models")
        }
    }
}

/// The first line that cannot be used by itself; the first of all where each can.
fn at_fault(lines: &Lines, fits: impl Fn(&Table) -> bool) -> Error {
    let first = lines.tables.iter().zip(&lines.numbers).find(|(table, _)| !fits(table));
    let number = first.map_or(1, |(_, number)| *number);
    Error::beyond("models", "invalid-provider-line", number)
}
