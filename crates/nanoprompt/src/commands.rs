//! The command line.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};

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
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the studio, the APIs and the workers in one process
    Serve(ServeFlags),
    /// Run only workers, for more machines
    Work,
    /// Make something in this process; leaves nothing behind but the file
    Generate(GenerateFlags),
    /// Accounts
    #[command(subcommand)]
    Account(AccountCommand),
    /// API keys
    #[command(subcommand)]
    Key(KeyCommand),
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
    /// The model, as `provider/model`
    #[arg(long, default_value = "atelier")]
    pub model: String,
    /// Width and height in pixels
    #[arg(long, value_name = "WxH")]
    pub size: Option<String>,
    /// The same seed gives the same picture
    #[arg(long)]
    pub seed: Option<u64>,
    /// How many; more than one are numbered
    #[arg(short = 'n', long = "count", default_value_t = 1)]
    pub count: u32,
    /// The file to write; its ending chooses PNG, JPEG or WebP
    #[arg(short, long)]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MakeKind {
    Image,
    Text,
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
    },
}
