//! The prompts that the words stand for, with their wildcards and styles.

use basics::Chance;
use engines::{Card, Kind};
use product::composing::{Expansion, Prompt, expand};

use super::GenerateError;
use crate::commands::{GenerateFlags, MakeKind};

/// One prompt, and how many results of it.
pub(super) struct Prompted {
    pub words: String,
    pub negative: Option<String>,
    pub count: u32,
}

/// One for all results, or one for each where the words have wildcards. Text is not looked through for any.
pub(super) fn prompts(flags: &GenerateFlags, card: &Card) -> Result<Vec<Prompted>, GenerateError> {
    if matches!(Kind::from(flags.kind), Kind::Text | Kind::Prompt) {
        return Ok(vec![Prompted {
            words: flags.words.clone(),
            negative: None,
            count: 1,
        }]);
    }
    let prompt = Prompt {
        words: flags.words.clone(),
        negative: flags.negative.clone().unwrap_or_default(),
    };
    let styles: Vec<&str> = flags.styles.iter().map(String::as_str).collect();
    let seed = flags.seed.unwrap_or_else(|| Chance::system().seed());
    let (prompts, count) = match expand(&prompt, &styles, flags.count, seed)? {
        Expansion::Same(_) if flags.count != 1 && flags.kind == MakeKind::Video => {
            let kinds = "pictures, and for films of words with wildcards";
            return Err(GenerateError::Flag { flag: "--count", kinds });
        }
        Expansion::Same(prompt) => (vec![prompt], flags.count),
        Expansion::Each(prompts) => (prompts, 1),
    };
    // Styles have negative words of their own, which a model that takes none does without.
    let takes = card.negative || flags.negative.is_some();
    let prompted = prompts.into_iter().map(|prompt| Prompted {
        words: prompt.words,
        negative: Some(prompt.negative).filter(|negative| takes && !negative.is_empty()),
        count,
    });
    Ok(prompted.collect())
}
