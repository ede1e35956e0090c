//! Makes something in this process. Needs no account and leaves nothing behind but the file that was asked for.

mod draw;
mod order;
mod prompts;
mod write;

use std::{path::PathBuf, sync::Arc};

use basics::{Chance, Clock};
use darkroom::Darkroom;
use egress::Egress;
use engines::{
    Engine, Failure, FindError, Found, Order, Output, ProviderTable, Registry, Resumed, Rules, Secret, Submitted,
    Ticket,
};
use privacy::guard;
use product::composing::ExpandError;

use self::{draw::draw, order::order, prompts::prompts, write::write};
use crate::{
    commands::{GenerateFlags, Places},
    departures::ToTheLog,
    installation,
    progress::ProgressLine,
    settings_file::{self, SettingsError, SettingsFile},
};

/// Why nothing was made.
#[derive(Debug, thiserror::Error)]
pub enum GenerateError {
    /// The settings file.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The model's name.
    #[error("{model:?}: {error}; there are: {known}")]
    Model {
        /// What was asked for.
        model: String,
        /// Why it was not found.
        error: FindError,
        /// What there is.
        known: String,
    },
    /// The other installation.
    #[error("the server {0} cannot be asked: {1}")]
    Server(String, String),
    /// The installation's rules.
    #[error(
        "nothing was sent to {0}: [rules] of the settings file, or its passport's last day, speaks against it ({1})"
    )]
    Rule(String, &'static str),
    /// The size.
    #[error("{0:?} is not a size; write width and height in pixels, such as 1024x768")]
    Size(String),
    /// The file's ending.
    #[error("{what} file ends in {endings}, not as {file:?} does")]
    Ending {
        /// Which file.
        file: PathBuf,
        /// What is made.
        what: &'static str,
        /// How its files end.
        endings: &'static str,
    },
    /// A picture that goes along.
    #[error("{file} cannot be used: {reason}")]
    Input {
        /// Which file.
        file: String,
        /// Why.
        reason: String,
    },
    /// The words.
    #[error(transparent)]
    Words(#[from] ExpandError),
    /// A flag that belongs to another kind.
    #[error("{flag} is for {kinds}")]
    Flag {
        /// Which.
        flag: &'static str,
        /// What it is for.
        kinds: &'static str,
    },
    /// The model.
    #[error("{}", said(.0))]
    Engine(Failure),
    /// The file.
    #[error("{file} cannot be written: {error}")]
    Unwritable {
        /// Which file.
        file: String,
        /// What the system said.
        error: std::io::Error,
    },
}

/// Makes it and writes it.
pub async fn generate(places: &Places, flags: &GenerateFlags) -> Result<(), GenerateError> {
    let clock = installation::clock();
    let settings = SettingsFile::read(places.config.as_deref())?;
    let darkroom = crate::darkroom::open(settings.darkroom(), clock.clone());
    let (registry, rules) = match &flags.server {
        // Whose installation it is has rules of its own.
        Some(server) => (elsewhere(server, flags, clock.clone())?, Rules::default()),
        None => here(&settings, clock.clone(), darkroom.clone())?,
    };
    let found = find(&registry, flags)?;
    let objection = rules.object(found.engine.id(), &found.card, found.engine.passport(), clock.now());
    if let Some(objection) = objection.filter(|_| !guard!("P-TPA-01/shell", false)) {
        return Err(GenerateError::Rule(found.card.id.to_string(), objection.as_str()));
    }
    let prompts = prompts(flags, &found.card)?;
    if draw::is_wanted(flags) {
        return draw(flags, prompts, &found.card, &darkroom).await;
    }
    let mut orders = Vec::new();
    for prompt in prompts {
        let order = order(flags, &prompt, &found.card, &darkroom).await?;
        found.card.check(&order).map_err(GenerateError::Engine)?;
        orders.push((prompt.words, order));
    }
    let many = orders.len();
    for (number, (words, order)) in orders.into_iter().enumerate() {
        let line = Arc::new(ProgressLine::new());
        line.say(&words);
        let made = make(&found, order, line.clone(), clock.as_ref()).await;
        line.clear();
        let (outputs, ticket) = made?;
        write(flags, &outputs, (number, many))?;
        if let Some(ticket) = ticket {
            // What the vendor does not delete when told, its own time of keeping ends, which the passport names.
            let _ = found.engine.forget(&ticket).await;
        }
    }
    Ok(())
}

/// The models of this installation and the rules for all of its words, without its rows and keys.
fn here(
    settings: &SettingsFile,
    clock: Arc<dyn Clock>,
    darkroom: Darkroom,
) -> Result<(Registry, Rules), GenerateError> {
    let chance = Arc::new(Chance::system());
    let registry = settings_file::engines(settings, &settings_file::egress(clock)?, &chance, darkroom)?;
    Ok((registry, settings.rules()))
}

/// One model of another installation.
fn elsewhere(server: &str, flags: &GenerateFlags, clock: Arc<dyn Clock>) -> Result<Registry, GenerateError> {
    let wrong = |reason: String| GenerateError::Server(server.to_owned(), reason);
    let table = ProviderTable::elsewhere(server, flags.kind.into(), flags.model());
    let secret = flags.key.clone().map(Secret::new);
    let egress = Egress::new(egress::Limits::default(), clock, Arc::new(ToTheLog));
    let egress = egress.map_err(|error| wrong(error.to_string()))?;
    let built = engines::build(&table, secret, Arc::new(egress), Arc::new(Chance::system()));
    let mut registry = Registry::new();
    registry
        .add(built.map_err(|error| wrong(error.to_string()))?)
        .map_err(|error| wrong(error.to_string()))?;
    Ok(registry)
}

fn find(registry: &Registry, flags: &GenerateFlags) -> Result<Found, GenerateError> {
    registry.find(flags.model()).map_err(|error| {
        let known: Vec<_> = registry.cards().map(|card| card.id.to_string()).collect();
        GenerateError::Model {
            model: flags.model().to_owned(),
            error,
            known: known.join(", "),
        }
    })
}

async fn make(
    found: &Found,
    order: Order,
    line: Arc<ProgressLine>,
    clock: &dyn Clock,
) -> Result<(Vec<Output>, Option<Ticket>), GenerateError> {
    let submitted = found.engine.submit(&found.card.id, order, line.clone()).await;
    match submitted.map_err(GenerateError::Engine)? {
        Submitted::Done(outputs) => Ok((outputs, None)),
        Submitted::Ticket(ticket) => {
            let outputs = wait(found.engine.as_ref(), &ticket, &line, clock).await?;
            Ok((outputs, Some(ticket)))
        }
    }
}

async fn wait(
    engine: &dyn Engine,
    ticket: &Ticket,
    line: &Arc<ProgressLine>,
    clock: &dyn Clock,
) -> Result<Vec<Output>, GenerateError> {
    loop {
        let resumed = engine.resume(ticket, line.clone()).await;
        match resumed.map_err(GenerateError::Engine)? {
            Resumed::Done(outputs) => return Ok(outputs),
            Resumed::Failed(failure) => return Err(GenerateError::Engine(failure)),
            Resumed::Progress(progress) => {
                let soon = basics::Span::seconds(1);
                clock.sleep(progress.ask_again.unwrap_or(soon)).await;
            }
        }
    }
}

fn said(failure: &Failure) -> String {
    match failure {
        Failure::BadOrder { field, message } => format!("{field}: {message}"),
        Failure::Refused(said) if !said.is_empty() => format!("{failure}: {said}"),
        other => other.to_string(),
    }
}
