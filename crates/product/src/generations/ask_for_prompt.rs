//! Has a text model make a prompt of an idea, which it has to be told (decision 0026).

use engines::{Card, Kind};

/// Whether a model of texts can be asked for a prompt. One that works by rules does what its rules say, and nothing else.
pub(super) fn writes_prompts(card: &Card) -> bool {
    card.kind == Kind::Text && !card.procedural
}

/// The words for the model: the person's own, and before them what is wanted, where the model cannot know that.
#[must_use]
pub fn asked(kind: Kind, card: &Card, words: &str) -> String {
    if kind == Kind::Prompt && writes_prompts(card) {
        format!("{REQUEST}\n\n{words}")
    } else {
        words.to_owned()
    }
}

const REQUEST: &str = "Turn the idea below into one prompt for a model that makes pictures. Keep everything that it says. \
    Decide what it leaves open: light, composition, colours, mood, what it is made with. If it begins with how the prompt \
    is to be written (as sentences, tags, shots or JSON) or how much to add (subtle, strong), follow that. Answer with the \
    prompt alone.";
