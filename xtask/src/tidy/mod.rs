//! Reads the whole tree and says what breaks the rules of the house. One file a rule, each with a bad sample and a good.

mod arrows;
mod caps;
mod check;
mod clock;
mod css;
mod doors;
mod exceptions;
mod finding;
mod imports;
mod logs;
mod machine;
mod markup;
mod outside;
mod place;
mod rooms;
mod source;
mod sql;
mod tree;
mod words;

pub use arrows::{SNAPSHOT, arrows};
pub use check::check;
pub use finding::Finding;
pub use tree::Tree;
