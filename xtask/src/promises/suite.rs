//! The tests of the house as programs that can be run one by one.

use std::{
    io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Every test of the workspace, by the program it is in.
pub struct Suite {
    programs: Vec<Program>,
}

struct Program {
    file: PathBuf,
    /// Where its package is: tests run from there.
    folder: PathBuf,
    tests: Vec<String>,
}

/// One test, ready to run.
pub struct Test<'a> {
    file: &'a Path,
    folder: &'a Path,
    /// Its whole name, `erasure::nothing_is_left::sqlite`.
    pub name: &'a str,
}

/// Why the tests could not be had.
#[derive(Debug, thiserror::Error)]
pub enum SuiteError {
    /// Building or listing failed.
    #[error("the tests could not be built: {0}")]
    Build(String),
    /// A program could not be started.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl Suite {
    /// Builds every test of the workspace and asks what there is.
    pub fn build(root: &Path) -> Result<Self, SuiteError> {
        let mut cargo = Command::new("cargo");
        // What cargo told this program about itself would have some build scripts run again, and half the house rebuilt.
        for (name, _) in std::env::vars_os().filter(|(name, _)| is_of_this_package(&name.to_string_lossy())) {
            cargo.env_remove(name);
        }
        let arguments = ["test", "--workspace", "--locked", "--no-run", "--message-format=json"];
        let built = cargo
            .args(arguments)
            .current_dir(root)
            .stderr(Stdio::inherit())
            .output()?;
        if !built.status.success() {
            return Err(SuiteError::Build("see above".to_owned()));
        }
        let messages = String::from_utf8_lossy(&built.stdout).into_owned();
        let programs = messages
            .lines()
            .filter_map(program)
            .map(Program::listed)
            .collect::<Result<_, _>>()?;
        Ok(Self { programs })
    }

    /// The tests that a promise's file means: the named one, or its stories on each database.
    #[must_use]
    pub fn find(&self, named: &str) -> Vec<Test<'_>> {
        let meant = |program: &Program, name: &str| {
            is_meant(name, named) || is_meant(&format!("{}::{name}", program.name()), named)
        };
        let tests = self.programs.iter().flat_map(|program| {
            let chosen = program.tests.iter().filter(move |name| meant(program, name));
            chosen.map(|name| Test {
                file: &program.file,
                folder: &program.folder,
                name,
            })
        });
        tests.collect()
    }
}

impl Program {
    /// The file's name without what cargo adds: `tracer` of `tracer-0123456789abcdef`.
    fn name(&self) -> &str {
        let name = self.file.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        name.rsplit_once('-').map_or(name, |(name, _)| name)
    }

    fn listed((file, folder): (PathBuf, PathBuf)) -> Result<Self, SuiteError> {
        let listed = Command::new(&file)
            .args(["--list", "--format", "terse"])
            .current_dir(&folder)
            .output()?;
        let text = String::from_utf8_lossy(&listed.stdout).into_owned();
        let tests = text
            .lines()
            .filter_map(|line| line.strip_suffix(": test"))
            .map(ToOwned::to_owned)
            .collect();
        Ok(Self { file, folder, tests })
    }
}

impl Test<'_> {
    /// Whether it passes, with this guard taken away or with every guard in place.
    pub fn passes(&self, without: Option<&str>) -> io::Result<bool> {
        let mut command = Command::new(self.file);
        command
            .args(["--exact", self.name])
            .current_dir(self.folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        match without {
            Some(guard) => command.env("NANOPROMPT_SABOTAGE", guard),
            None => command.env_remove("NANOPROMPT_SABOTAGE"),
        };
        Ok(command.status()?.success())
    }
}

fn is_of_this_package(variable: &str) -> bool {
    variable.starts_with("CARGO_PKG_") || variable.starts_with("CARGO_MANIFEST_")
}

/// A test program's file and its package's folder, out of one message of cargo's.
fn program(line: &str) -> Option<(PathBuf, PathBuf)> {
    let message: serde_json::Value = serde_json::from_str(line).ok()?;
    let is_test = message["profile"]["test"].as_bool()?;
    let manifest = PathBuf::from(message["manifest_path"].as_str()?);
    let file = PathBuf::from(message["executable"].as_str()?);
    is_test.then_some((file, manifest.parent()?.to_owned()))
}

fn is_meant(name: &str, named: &str) -> bool {
    let story = name
        .strip_suffix("::sqlite")
        .or_else(|| name.strip_suffix("::postgres"))
        .unwrap_or(name);
    let story = story.strip_suffix("::tests").unwrap_or(story);
    let plain = story.replace("::tests::", "::");
    [story, plain.as_str()]
        .iter()
        .any(|story| *story == named || story.ends_with(&format!("::{named}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_is_meant_on_each_database_and_nothing_else_is() {
        assert!(is_meant("erasure::nothing_is_left::sqlite", "erasure::nothing_is_left"));
        assert!(is_meant("sign_up::age::tests::a_child", "age::a_child"));
        assert!(is_meant("generating_twice", "generating_twice"));
        assert!(!is_meant(
            "erasure::nothing_is_left_over::sqlite",
            "erasure::nothing_is_left"
        ));
        assert!(!is_meant("measure::nothing_is_left", "erasure::nothing_is_left"));
    }
}
