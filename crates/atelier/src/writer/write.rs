//! Reads the task and has it done.

use super::{
    WriteError, WriteOrder, Written, bullets, caption,
    document::Document,
    forms, keywords,
    order::MOST_CHARACTERS,
    outline, readability, summary,
    task::{Kind, Task, read},
    title,
};

/// Does with a text what the order's words ask for. The same order always gives the same text.
///
/// # Errors
/// [`WriteError`] when there is no text, when it is too long, or when the request needs more than the text itself.
pub fn write(order: &WriteOrder) -> Result<Written, WriteError> {
    let words = order.words.trim();
    if words.is_empty() {
        return Err(WriteError::Empty);
    }
    // Counting stops early where bytes alone already say that it is short enough.
    if words.len() > MOST_CHARACTERS && words.chars().count() > MOST_CHARACTERS {
        return Err(WriteError::TooLong);
    }
    let task = read(words)?;
    if task.body.chars().all(|c| !c.is_alphanumeric()) {
        return Err(WriteError::NoText);
    }
    Ok(done(&task, order.seed))
}

fn done(task: &Task<'_>, seed: u64) -> Written {
    let document = Document::new(task.body);
    match task.kind {
        Kind::Summary => summary::write(&document, task.amount),
        Kind::Title => title::write(&document),
        Kind::Keywords => keywords::write(&document, task.amount),
        Kind::Outline => outline::write(&document),
        Kind::Bullets => bullets::write(&document, task.amount),
        Kind::Readability => readability::write(&document),
        Kind::AltText => caption::alternative(&document, seed),
        Kind::Caption => caption::caption(&document, seed),
        Kind::Post => forms::post(&document, seed),
        Kind::Product => forms::product(&document, seed),
    }
}
