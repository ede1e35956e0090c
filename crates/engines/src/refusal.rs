//! Refusals that a vendor tells in a sentence, since it has no code for them.

/// What models say when their content policy says no.
const WORDS: [&str; 9] = [
    "nsfw",
    "flagged",
    "(e005)",
    "content policy",
    "moderated",
    "moderation",
    "safety check",
    "safety filter",
    "safety system",
];

/// Whether a sentence tells of one.
pub(crate) fn is_told(said: &str) -> bool {
    let said = said.to_ascii_lowercase();
    WORDS.iter().any(|word| said.contains(word))
}
