//! Makes something in this process. Needs no account and leaves nothing behind but the file that was asked for.

use std::{
    io::Write,
    path::{Path, PathBuf},
    sync::Arc,
};

use basics::{Chance, Clock};
use egress::Egress;
use engines::{
    Engine, Failure, FindError, Found, ImageFormat, ImageOrder, Kind, Order, Output, ProviderTable, Registry, Resumed,
    Rules, Secret, Size, Submitted, TextOrder, Ticket,
};
use privacy::guard;

use crate::{
    commands::{GenerateFlags, MakeKind, Places},
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
    #[error("a picture's file ends in .png, .jpg or .webp, not as {0:?} does")]
    Ending(PathBuf),
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
    let (registry, rules) = match &flags.server {
        // Whose installation it is has rules of its own.
        Some(server) => (elsewhere(server, flags, clock.clone())?, Rules::default()),
        None => here(places, clock.clone())?,
    };
    let order = order(flags)?;
    let found = find(&registry, flags)?;
    let objection = rules.object(found.engine.id(), &found.card, found.engine.passport(), clock.now());
    if let Some(objection) = objection.filter(|_| !guard!("P-TPA-01/shell", false)) {
        return Err(GenerateError::Rule(found.card.id.to_string(), objection.as_str()));
    }
    found.card.check(&order).map_err(GenerateError::Engine)?;
    let line = Arc::new(ProgressLine::new());
    line.say(&flags.words);
    let made = make(&found, order, line.clone(), clock.as_ref()).await;
    line.clear();
    let (outputs, ticket) = made?;
    write(flags, &outputs)?;
    if let Some(ticket) = ticket {
        // What the vendor does not delete when told, its own time of keeping ends, which the passport names.
        let _ = found.engine.forget(&ticket).await;
    }
    Ok(())
}

/// The models of this installation and the rules for all of its words, without its rows and keys.
fn here(places: &Places, clock: Arc<dyn Clock>) -> Result<(Registry, Rules), GenerateError> {
    let settings = SettingsFile::read(places.config.as_deref())?;
    let darkroom = crate::darkroom::open(settings.darkroom(), clock.clone());
    let chance = Arc::new(Chance::system());
    let registry = settings_file::engines(&settings, &settings_file::egress(clock)?, &chance, darkroom)?;
    Ok((registry, settings.rules()))
}

/// One model of another installation.
fn elsewhere(server: &str, flags: &GenerateFlags, clock: Arc<dyn Clock>) -> Result<Registry, GenerateError> {
    let wrong = |reason: String| GenerateError::Server(server.to_owned(), reason);
    let kind = match flags.kind {
        MakeKind::Image => Kind::Image,
        MakeKind::Text => Kind::Text,
    };
    let table = ProviderTable::elsewhere(server, kind, &flags.model);
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
    registry.find(&flags.model).map_err(|error| {
        let known: Vec<_> = registry.cards().map(|card| card.id.to_string()).collect();
        GenerateError::Model {
            model: flags.model.clone(),
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

fn order(flags: &GenerateFlags) -> Result<Order, GenerateError> {
    if flags.kind == MakeKind::Text {
        return Ok(Order::Text(TextOrder {
            prompt: flags.words.clone(),
            max_tokens: None,
        }));
    }
    let size = flags.size.as_deref().unwrap_or("1024x1024");
    Ok(Order::Image(ImageOrder {
        prompt: flags.words.clone(),
        negative: None,
        size: size.parse::<Size>().map_err(|_| GenerateError::Size(size.to_owned()))?,
        count: flags.count,
        seed: flags.seed,
        references: Vec::new(),
        mask: None,
        format: flags.output.as_deref().map_or(Ok(ImageFormat::Png), format_of)?,
    }))
}

fn format_of(file: &Path) -> Result<ImageFormat, GenerateError> {
    match file
        .extension()
        .and_then(|ending| ending.to_str())
        .map(str::to_ascii_lowercase)
        .as_deref()
    {
        Some("png") => Ok(ImageFormat::Png),
        Some("jpg" | "jpeg") => Ok(ImageFormat::Jpeg),
        Some("webp") => Ok(ImageFormat::WebP),
        None if file.as_os_str() == "-" => Ok(ImageFormat::Png),
        _ => Err(GenerateError::Ending(file.to_owned())),
    }
}

fn write(flags: &GenerateFlags, outputs: &[Output]) -> Result<(), GenerateError> {
    for (index, output) in outputs.iter().enumerate() {
        let file = file_name(flags, index, outputs.len(), &output.media_type);
        let written = match &file {
            Some(file) => std::fs::write(file, &output.bytes),
            None => std::io::stdout().write_all(&output.bytes),
        };
        let name = file.map_or_else(|| "standard output".to_owned(), |file| file.display().to_string());
        written.map_err(|error| GenerateError::Unwritable { file: name, error })?;
    }
    Ok(())
}

/// `None` is standard output: for `-o -`, and for text without a file.
fn file_name(flags: &GenerateFlags, index: usize, of: usize, media_type: &str) -> Option<PathBuf> {
    let ending = match media_type {
        "image/jpeg" => "jpg",
        "image/webp" => "webp",
        "text/plain" => "txt",
        _ => "png",
    };
    let wanted = match &flags.output {
        Some(file) if file.as_os_str() == "-" => return None,
        None if flags.kind == MakeKind::Text => return None,
        Some(file) => file.clone(),
        None => PathBuf::from(format!("{}.{ending}", slug(&flags.words))),
    };
    if of == 1 {
        return Some(wanted);
    }
    let stem = wanted
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default();
    Some(wanted.with_file_name(format!("{stem}-{}.{ending}", index + 1)))
}

/// A few words as a file name.
fn slug(words: &str) -> String {
    let plain: String = words
        .to_lowercase()
        .chars()
        .map(|character| if character.is_alphanumeric() { character } else { '-' })
        .collect();
    let short: Vec<&str> = plain.split('-').filter(|word| !word.is_empty()).take(6).collect();
    if short.is_empty() {
        "picture".to_owned()
    } else {
        short.join("-")
    }
}

fn said(failure: &Failure) -> String {
    match failure {
        Failure::BadOrder { field, message } => format!("{field}: {message}"),
        Failure::Refused(said) if !said.is_empty() => format!("{failure}: {said}"),
        other => other.to_string(),
    }
}
