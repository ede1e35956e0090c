//! What `exceptions.toml` excuses, each with its reason. An excuse that nothing needs any more is an error.

use toml::{Table, Value};

use super::{Finding, Tree};

const LIST: &str = "xtask/exceptions.toml";

struct Exception {
    rule: String,
    path: String,
    /// A part of the finding's words, where the whole file is not meant.
    about: String,
    reason: String,
}

/// The findings that nothing excuses, and what is wrong with the excuses.
pub(super) fn apply(tree: &Tree, findings: Vec<Finding>) -> Vec<Finding> {
    let exceptions = match read(tree.text(LIST).unwrap_or_default()) {
        Ok(exceptions) => exceptions,
        Err(words) => return vec![Finding::new("exceptions", LIST, 0, words)],
    };
    let stale = exceptions
        .iter()
        .filter(|exception| !findings.iter().any(|finding| exception.excuses(finding)));
    let silent = exceptions.iter().filter(|exception| exception.reason.trim().is_empty());
    let wrong: Vec<Finding> = stale
        .map(|exception| exception.finding("is not needed any more"))
        .chain(silent.map(|exception| exception.finding("gives no reason")))
        .collect();
    let stays = |finding: &Finding| !exceptions.iter().any(|exception| exception.excuses(finding));
    findings.into_iter().filter(stays).chain(wrong).collect()
}

impl Exception {
    fn excuses(&self, finding: &Finding) -> bool {
        self.rule == finding.rule && self.path == finding.path && finding.words.contains(&self.about)
    }

    fn finding(&self, words: &str) -> Finding {
        let Self { rule, path, about, .. } = self;
        Finding::new(
            "exceptions",
            LIST,
            0,
            format!("the exception from {rule} for {path} {about} {words}"),
        )
    }
}

fn read(text: &str) -> Result<Vec<Exception>, String> {
    let list = text.parse::<Table>().map_err(|error| error.to_string())?;
    let entries = list
        .get("exception")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    entries.iter().map(exception).collect()
}

fn exception(entry: &Value) -> Result<Exception, String> {
    let field = |name: &str| entry.get(name).and_then(Value::as_str).map(str::to_owned);
    let needed = |name: &str| field(name).ok_or_else(|| format!("an exception has no `{name}`"));
    Ok(Exception {
        rule: needed("rule")?,
        path: needed("path")?,
        about: field("about").unwrap_or_default(),
        reason: needed("reason")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXCUSE: &str = "[[exception]]\nrule = \"file-length\"\npath = \"a.rs\"\nreason = \"a table of names\"\n";

    fn long(path: &str) -> Finding {
        Finding::new("file-length", path, 0, "500 lines")
    }

    #[test]
    fn an_excuse_covers_its_own_file_only() {
        let tree = Tree::of(&[(LIST, EXCUSE)]);
        assert_eq!(apply(&tree, vec![long("a.rs"), long("b.rs")]), [long("b.rs")]);
    }

    #[test]
    fn a_stale_excuse_is_found() {
        assert_eq!(apply(&Tree::of(&[(LIST, EXCUSE)]), vec![])[0].rule, "exceptions");
    }

    #[test]
    fn an_excuse_without_a_reason_is_found() {
        for text in [
            EXCUSE.replace("a table of names", " "),
            EXCUSE.replace("reason", "because"),
        ] {
            assert_eq!(
                apply(&Tree::of(&[(LIST, &text)]), vec![long("a.rs")])[0].rule,
                "exceptions"
            );
        }
    }
}
