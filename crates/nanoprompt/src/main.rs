//! The program: reads flags, environment and the settings file, builds the installation, and runs one command.

mod account;
mod allocator;
mod backup;
mod bucket;
mod commands;
mod darkroom;
mod departures;
mod erase;
mod generate;
mod installation;
mod key;
mod keys;
mod log_lines;
mod logs;
mod models;
mod places;
mod production;
mod progress;
mod promises;
mod serve;
mod settings_file;
mod styles;
mod transit;
mod verify;
mod work;

use std::process::ExitCode;

use clap::Parser;

use crate::commands::{Command, Program};

fn main() -> ExitCode {
    let program = Program::parse();
    if let Command::Darkroom(flags) = program.command {
        return darkroom::serve(flags);
    }
    if matches!(program.command, Command::Serve(_) | Command::Work) {
        allocator::begin_anew();
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&format!("the program could not start its threads: {error}")),
    };
    let ended = runtime.block_on(run(program));
    runtime.shutdown_timeout(std::time::Duration::from_secs(2));
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error.to_string()),
    }
}

async fn run(program: Program) -> Result<(), Box<dyn std::error::Error>> {
    match program.command {
        Command::Serve(flags) => serve::serve(&program.places, &flags).await?,
        Command::Work => work::work(&program.places).await?,
        Command::Generate(flags) => generate::generate(&program.places, &flags).await?,
        Command::Models => models::models(&program.places)?,
        Command::Styles => styles::styles()?,
        Command::Account(command) => account::account(&program.places, &command).await?,
        Command::Key(command) => key::key(&program.places, &command).await?,
        Command::Keys(command) => keys::keys(&program.places, &command).await?,
        Command::Erase(flags) => erase::erase(&program.places, &flags).await?,
        Command::Backup(command) => backup::backup(&program.places, &command).await?,
        Command::Verify { file, signer } => verify::verify(&file, signer.as_deref())?,
        // Served above, where there are no threads yet.
        Command::Darkroom(_) => {}
        Command::Promises { json } => promises::promises(json)?,
    }
    Ok(())
}

/// People read this, so it is the bare sentence.
#[expect(clippy::print_stderr, reason = "the program's own word to whoever started it")]
fn fail(message: &str) -> ExitCode {
    eprintln!("nanoprompt: {message}");
    ExitCode::FAILURE
}
