//! Expands wildcards and lays styles over what comes of them. The same text and seed give the same prompts.

use atelier::composer::{BuiltInLists, Style, Template, TemplateError, TemplateErrorKind, apply_styles};

use super::expansion::{Expansion, Prompt};
use crate::error::Error;

/// The most styles over one prompt.
const MOST_STYLES: usize = 8;

/// Why a text stands for no prompt.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExpandError {
    /// Its wildcards are wrong somewhere.
    #[error("the words: {} (character {})", .0.kind, .0.at + 1)]
    Template(#[from] TemplateError),
    /// There is no such style.
    #[error("there is no style {0:?}; nanoprompt styles lists them")]
    Style(String),
    /// There are too many.
    #[error("at most eight styles go over one prompt")]
    TooManyStyles,
}

/// The prompts for so many results.
pub fn expand(prompt: &Prompt, styles: &[&str], results: u32, seed: u64) -> Result<Expansion, ExpandError> {
    let styles = find(styles)?;
    let over = |words: &str| laid_over(words, &prompt.negative, &styles);
    if is_json(&prompt.words) {
        return Ok(Expansion::Same(over(&prompt.words)));
    }
    let template = Template::parse(&prompt.words, &BuiltInLists)?;
    if template.is_plain() {
        return Ok(Expansion::Same(over(&prompt.words)));
    }
    let sample = |number: u32| over(&template.sample(seed.wrapping_add(number.into())));
    Ok(Expansion::Each((0..results).map(sample).collect()))
}

fn find(ids: &[&str]) -> Result<Vec<&'static Style>, ExpandError> {
    if ids.len() > MOST_STYLES {
        return Err(ExpandError::TooManyStyles);
    }
    let style = |id: &&str| Style::find(id).ok_or_else(|| ExpandError::Style((*id).to_owned()));
    ids.iter().map(style).collect()
}

fn laid_over(words: &str, negative: &str, styles: &[&Style]) -> Prompt {
    let (words, negative) = apply_styles(words, negative, styles);
    Prompt { words, negative }
}

/// Some models take their prompt as JSON, whose braces are no variants.
fn is_json(words: &str) -> bool {
    words.trim_start().starts_with("{\"") || words.trim_start().starts_with("{\n")
}

impl From<ExpandError> for Error {
    fn from(error: ExpandError) -> Self {
        match error {
            // People count characters from one.
            ExpandError::Template(error) => {
                let at = i64::try_from(error.at).unwrap_or(i64::MAX).saturating_add(1);
                Self::beyond("prompt", reason(error.kind), at)
            }
            ExpandError::Style(_) => Self::invalid("styles", "invalid-style"),
            ExpandError::TooManyStyles => Self::beyond("styles", "invalid-styles-many", 8),
        }
    }
}

const fn reason(kind: TemplateErrorKind) -> &'static str {
    match kind {
        TemplateErrorKind::Unclosed => "invalid-template-unclosed",
        TemplateErrorKind::Unopened => "invalid-template-unopened",
        TemplateErrorKind::BadVariable => "invalid-template-bad-variable",
        TemplateErrorKind::UnknownVariable => "invalid-template-unknown-variable",
        TemplateErrorKind::UnknownList => "invalid-template-unknown-list",
        TemplateErrorKind::NothingToChoose => "invalid-template-nothing-to-choose",
        TemplateErrorKind::Cycle => "invalid-template-cycle",
        TemplateErrorKind::TooLong
        | TemplateErrorKind::TooDeep
        | TemplateErrorKind::TooManyPicks
        | TemplateErrorKind::TooLarge
        | TemplateErrorKind::OutputTooLong => "invalid-template-too-large",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expanded(words: &str, styles: &[&str], results: u32) -> Result<Expansion, ExpandError> {
        let prompt = Prompt {
            words: words.to_owned(),
            negative: String::new(),
        };
        expand(&prompt, styles, results, 7)
    }

    #[test]
    fn ordinary_words_are_themselves() {
        for words in ["a (calm) sea", "{\"subject\": \"a sea\"}", "it's a_b [x] 3:2"] {
            let Ok(Expansion::Same(prompt)) = expanded(words, &[], 4) else {
                panic!("{words}");
            };
            assert_eq!(prompt.words, words);
        }
    }

    #[test]
    fn every_result_of_a_template_has_a_prompt_of_its_own() {
        let Ok(Expansion::Each(prompts)) = expanded("a {red|blue} sea", &["watercolour"], 3) else {
            panic!("no template");
        };
        assert_eq!(prompts.len(), 3);
        assert!(prompts.iter().all(|prompt| prompt.words.contains("watercolour")));
        assert!(
            prompts
                .iter()
                .all(|prompt| prompt.words.contains("red") != prompt.words.contains("blue"))
        );
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        let wrong = |words: &str, styles: &[&str]| match expanded(words, styles, 1).map_err(Error::from) {
            Err(Error::Invalid { field, reason, limit }) => (field, reason, limit),
            _ => panic!("{words}"),
        };
        assert_eq!(
            wrong("a {red|blue sea", &[]),
            ("prompt", "invalid-template-unclosed", Some(3))
        );
        assert_eq!(
            wrong("a __no/list__", &[]),
            ("prompt", "invalid-template-unknown-list", Some(3))
        );
        assert_eq!(wrong("a sea", &["no-style"]), ("styles", "invalid-style", None));
        assert_eq!(wrong("a sea", &["oil"; 9]), ("styles", "invalid-styles-many", Some(8)));
    }
}
