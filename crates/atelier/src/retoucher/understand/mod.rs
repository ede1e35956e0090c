//! Understanding: words become steps; nothing here knows how anything is done.

mod ask;
mod clause;
mod english;
mod german;
mod look_up;
mod looks;
mod read;
mod token;

#[cfg(test)]
mod tests;

pub(super) use read::understand;
