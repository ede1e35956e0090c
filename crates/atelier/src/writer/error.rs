//! Why nothing was written.

/// Why there is no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// There were no words at all.
    #[error("there is nothing to write from")]
    Empty,
    /// More than 40,000 characters.
    #[error("the text is longer than 40,000 characters")]
    TooLong,
    /// A task was named, but no text to do it with.
    #[error("the task is clear, but the text for it is missing; put it after a colon or on the next line")]
    NoText,
    /// The request needs knowledge or new thoughts.
    #[error(
        "the built-in writer only works on a text that you give it: summary, title, keywords, outline, bullet points, \
         readability, captions, alternative texts, and forms for posts and products; for anything else, connect a text \
         model"
    )]
    BeyondIt,
}
