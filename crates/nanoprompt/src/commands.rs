//! The command line.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};
use engines::{Kind, atelier};

/// A generation studio that can be held to its word.
#[derive(Debug, Parser)]
#[command(name = "nanoprompt", version)]
pub struct Program {
    #[command(flatten)]
    pub places: Places,
    #[command(subcommand)]
    pub command: Command,
}

/// Where things are kept.
#[derive(Debug, Clone, Args)]
pub struct Places {
    /// The data folder: rows and objects
    #[arg(long, global = true, env = "NANOPROMPT_DATA")]
    pub data: Option<PathBuf>,
    /// The key folder; by default `keys` inside the data folder
    #[arg(long, global = true, env = "NANOPROMPT_KEYS")]
    pub keys: Option<PathBuf>,
    /// The settings file; by default `nanoprompt.toml` here, where there is one
    #[arg(long, global = true, env = "NANOPROMPT_CONFIG")]
    pub config: Option<PathBuf>,
    /// A `PostgreSQL` address in place of `SQLite` in the data folder
    #[arg(long, global = true, env = "NANOPROMPT_DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// A bucket in place of the folder for objects: `s3://bucket/prefix?endpoint=https://s3.example.org&region=…`; its key
    /// in `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`
    #[arg(long, global = true, env = "NANOPROMPT_OBJECTS_URL")]
    pub objects_url: Option<String>,
    /// A `PostgreSQL` address for the key store in place of a file in the key folder; another database than the data's
    #[arg(long, global = true, env = "NANOPROMPT_KEYS_URL", hide_env_values = true)]
    pub keys_url: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the studio, the APIs and the workers in one process
    Serve(ServeFlags),
    /// Run only workers, for more machines
    Work,
    /// Make something in this process; leaves nothing behind but the file
    Generate(GenerateFlags),
    /// The models that there are, where each works, and what happens there to what it is sent
    Models,
    /// The styles that --style takes
    Styles,
    /// Accounts
    #[command(subcommand)]
    Account(AccountCommand),
    /// API keys
    #[command(subcommand)]
    Key(KeyCommand),
    /// The key store and its root key
    #[command(subcommand)]
    Keys(KeysCommand),
    /// Erase an account and everything in it
    Erase(EraseFlags),
    /// Backups: sealed, signed, apart from the keys
    #[command(subcommand)]
    Backup(BackupCommand),
    /// Check a signed statement, such as a certificate of erasure; needs nothing else
    Verify {
        /// The file
        file: PathBuf,
        /// The thumbprint of the key that must have signed it, as the installation publishes it
        #[arg(long)]
        signer: Option<String>,
    },
    /// Paint and open files, sealed off, for the process that started this one
    #[command(hide = true)]
    Darkroom(DarkroomFlags),
    /// The promises of the privacy policy, each with how far this program keeps it
    Promises {
        /// As JSON, with the guards and tests of each
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
pub struct ServeFlags {
    /// The address to listen on
    #[arg(long, env = "NANOPROMPT_LISTEN", default_value = "127.0.0.1:4280")]
    pub listen: SocketAddr,
    /// The file with the certificate for TLS, the service's own first (PEM)
    #[arg(long, env = "NANOPROMPT_TLS_CERTIFICATE", requires = "tls_key")]
    pub tls_certificate: Option<PathBuf>,
    /// The file with its private key (PEM)
    #[arg(long, env = "NANOPROMPT_TLS_KEY", requires = "tls_certificate")]
    pub tls_key: Option<PathBuf>,
    /// How many seconds it goes on answering once it is asked to stop, while /readyz says that it leaves: as long as
    /// whoever balances between several servers needs to notice
    #[arg(long, env = "NANOPROMPT_DRAIN", default_value_t = 0)]
    pub drain: u16,
}

/// Where `--to` and `--from` are left out, `folder` in the `[backup]` table of the settings file is meant.
#[derive(Debug, Subcommand)]
pub enum BackupCommand {
    /// Make one now, also while the studio is served
    Create {
        /// The folder where backups are kept
        #[arg(long)]
        to: Option<PathBuf>,
    },
    /// Read a whole backup and say what of it is damaged
    Verify {
        /// The folder where backups are kept
        #[arg(long)]
        from: Option<PathBuf>,
        /// Which one; the newest, where none is named
        id: Option<String>,
    },
    /// Restore into an empty data folder or database, with the newest keys; what was erased since stays erased
    Restore {
        /// The folder where backups are kept
        #[arg(long)]
        from: Option<PathBuf>,
        /// Which one; the newest, where none is named
        id: Option<String>,
    },
    /// Rehearse restoring in a scratch folder, and look for what was erased
    Drill {
        /// The folder where backups are kept
        #[arg(long)]
        from: Option<PathBuf>,
    },
    /// Copy the key store, without the root key, to a place apart from the backups; only the newest three stay there
    Keys {
        /// The folder for the copies
        #[arg(long)]
        to: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub enum KeysCommand {
    /// Change the root key, also while the studio is served; called again, it goes on where it was cut off
    Rotate {
        /// Only make the key that comes next, so that it can be carried to other machines and to a safe place first
        #[arg(long, conflicts_with = "to")]
        prepare: bool,
        /// Where the root key is to be; by default where [keys.transit] in the settings file says, or else in a file
        #[arg(long)]
        to: Option<RootPlace>,
    },
    /// Put a copy of a key store into an empty one: after a loss, or to move it from the folder to a database
    Load {
        /// The copy
        file: PathBuf,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RootPlace {
    /// A file in the key folder
    File,
    /// The key that [keys.transit] names
    Transit,
}

#[derive(Debug, Args)]
pub struct EraseFlags {
    /// Whose account
    #[arg(long)]
    pub email: String,
    /// At once, without the seven days in which it can be taken back; waits until it is done
    #[arg(long)]
    pub now: bool,
    /// Where the certificate goes, with --now
    #[arg(short, long, requires = "now")]
    pub output: Option<PathBuf>,
}

/// What a sealed-off process is given.
#[derive(Debug, Clone, Copy, Args)]
pub struct DarkroomFlags {
    /// The most memory, in megabytes
    #[arg(long)]
    pub memory_mb: u32,
    /// The most seconds for one task
    #[arg(long)]
    pub seconds: u32,
}

#[derive(Debug, Args)]
pub struct GenerateFlags {
    /// What to make
    pub kind: MakeKind,
    /// What it shows, in words
    pub words: String,
    /// The model, as `provider/model`; the built-in one for what is made where it is left out
    #[arg(long)]
    pub model: Option<String>,
    /// Width and height in pixels
    #[arg(long, value_name = "WxH")]
    pub size: Option<String>,
    /// How long a film is to last
    #[arg(long, value_name = "N")]
    pub seconds: Option<u32>,
    /// The same seed gives the same result
    #[arg(long)]
    pub seed: Option<u64>,
    /// Lay a style over the words; may be given several times (nanoprompt styles lists them)
    #[arg(long = "style", value_name = "STYLE")]
    pub styles: Vec<String>,
    /// What it is not to show
    #[arg(long, value_name = "WORDS")]
    pub negative: Option<String>,
    /// A picture to start from: to change, or for a film to begin with and, given twice, to end with
    #[arg(long = "reference", value_name = "FILE")]
    pub references: Vec<PathBuf>,
    /// Where the picture is to change: a PNG as large as it, transparent there
    #[arg(long, value_name = "FILE", requires = "references")]
    pub mask: Option<PathBuf>,
    /// How many; more than one are numbered
    #[arg(short = 'n', long = "count", default_value_t = 1)]
    pub count: u32,
    /// The file to write, or - for standard output; its ending chooses PNG, JPEG or WebP
    #[arg(short, long)]
    pub output: Option<PathBuf>,
    /// Have another installation make it, at this address; it is then in the library there
    #[arg(long, value_name = "URL", env = "NANOPROMPT_SERVER", requires = "key")]
    pub server: Option<String>,
    /// The API key for that installation, from its page /you
    #[arg(long, env = "NANOPROMPT_KEY", hide_env_values = true)]
    pub key: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MakeKind {
    Image,
    Text,
    Video,
    Prompt,
}

impl GenerateFlags {
    /// The model that was named, or the built-in one for what is made.
    pub fn model(&self) -> &str {
        match (&self.model, self.kind) {
            (Some(model), _) => model,
            (None, MakeKind::Image) if !self.references.is_empty() => atelier::RETOUCHER,
            (None, kind) => atelier::maker(kind.into()),
        }
    }
}

impl From<MakeKind> for Kind {
    fn from(kind: MakeKind) -> Self {
        match kind {
            MakeKind::Image => Self::Image,
            MakeKind::Text => Self::Text,
            MakeKind::Video => Self::Video,
            MakeKind::Prompt => Self::Prompt,
        }
    }
}

#[derive(Debug, Subcommand)]
pub enum AccountCommand {
    /// Make an account; the password is read from standard input
    Create {
        /// The e-mail address
        #[arg(long)]
        email: String,
        /// Make it an owner
        #[arg(long)]
        owner: bool,
        /// Read the password from standard input
        #[arg(long, required = true)]
        password_stdin: bool,
    },
}

#[derive(Debug, Subcommand)]
pub enum KeyCommand {
    /// Make an API key and print it once, alone on its line
    Create {
        /// Whose key
        #[arg(long)]
        email: String,
        /// What it is for
        #[arg(long)]
        name: String,
        /// Only for these models, with commas between; `lab/*` for all of a provider's
        #[arg(long, default_value = "")]
        models: String,
        /// Only for ordering text, image or video, with commas between
        #[arg(long, default_value = "")]
        kinds: String,
        /// Only from these addresses or blocks of them, with commas between, such as `10.0.0.0/8`
        #[arg(long, default_value = "")]
        addresses: String,
        /// For how many days it works; as long as it is not revoked where this is left out
        #[arg(long)]
        days: Option<u32>,
        /// How many credits may be spent with it; as many as its owner may where this is left out
        #[arg(long, default_value = "")]
        credits: String,
        /// In which time that is
        #[arg(long, default_value = "ever", value_parser = ["day", "month", "ever"], requires = "credits")]
        per: String,
    },
}
