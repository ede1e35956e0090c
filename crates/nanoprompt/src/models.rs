//! Prints the models, one a line.

use std::{io::Write, sync::Arc};

use basics::Chance;
use engines::{Card, Passport, Route, Training, VendorRetention};

use crate::{
    commands::Places,
    installation,
    settings_file::{self, SettingsError, SettingsFile},
};

/// Why nothing was printed.
#[derive(Debug, thiserror::Error)]
pub enum ModelsError {
    /// The settings file.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// Standard output.
    #[error("the list cannot be written: {0}")]
    Unwritable(#[from] std::io::Error),
}

/// Prints every model of the settings file, the built-in ones first. No provider is asked for anything.
pub fn models(places: &Places) -> Result<(), ModelsError> {
    let settings = SettingsFile::read(places.config.as_deref())?;
    let clock = installation::clock();
    let darkroom = crate::darkroom::open(settings.darkroom(), clock.clone());
    let registry = settings_file::engines(
        &settings,
        &settings_file::egress(clock)?,
        &Arc::new(Chance::system()),
        darkroom,
    )?;
    let mut lines = vec![["MODEL", "MAKES", "WORKS IN", "KEEPS", "TRAINS"].map(str::to_owned)];
    for engine in registry.engines() {
        lines.extend(engine.cards().iter().map(|card| line(card, engine.passport())));
    }
    lines.extend(registry.routes().map(|route| line_of_route(route)));
    let width = |column: usize| {
        lines
            .iter()
            .map(|line| line[column].chars().count())
            .max()
            .unwrap_or_default()
    };
    let widths = [width(0), width(1), width(2), width(3)];
    let mut output = std::io::stdout().lock();
    for [model, makes, place, keeps, trains] in &lines {
        let [a, b, c, d] = widths;
        writeln!(output, "{model:<a$}  {makes:<b$}  {place:<c$}  {keeps:<d$}  {trains}")?;
    }
    Ok(())
}

/// Where it works, what it keeps and whether it trains is as with whichever of its models answers.
fn line_of_route(route: &Route) -> [String; 5] {
    let models: Vec<_> = route.models.iter().map(|found| found.card.id.as_str()).collect();
    let any_of = format!("any of {}", models.join(", "));
    [
        route.name.clone(),
        route.kind.to_string(),
        any_of,
        String::new(),
        String::new(),
    ]
}

fn line(card: &Card, passport: &Passport) -> [String; 5] {
    let place = if passport.stays_here {
        "this installation".to_owned()
    } else {
        passport.region.to_string()
    };
    let keeps = match passport.retention {
        VendorRetention::Nothing => "nothing".to_owned(),
        VendorRetention::Days(days) => format!("{days} days"),
        VendorRetention::Unknown => "unknown".to_owned(),
    };
    let trains = match passport.training {
        Training::Never => "never",
        Training::OptOut => "unless told not to",
        Training::Yes => "yes",
        Training::Unknown => "unknown",
    };
    [
        card.id.to_string(),
        card.kind.to_string(),
        place,
        keeps,
        trains.to_owned(),
    ]
}
