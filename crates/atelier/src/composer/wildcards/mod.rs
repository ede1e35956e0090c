//! Wildcards and variants: one template is many prompts.
//!
//! | Written | Means |
//! | --- | --- |
//! | `{a\|b}` | one of them; an option may be empty |
//! | `{0.5::a\|2::b}` | weights, 1 where none stands; 0 switches an option off |
//! | `{2$$a\|b\|c}`, `{1-3$$…}`, `{-3$$…}`, `{1-$$…}` | so many different ones, in any order, joined by a comma |
//! | `{2$$ and $$a\|b\|c}` | joined by these words |
//! | `__nature/flower__` | one entry of a list; `*` stands for part of a name, `**` for folders too |
//! | `{2$$__nature/flower__}` | so many different entries of a list |
//! | `__outfit(season=winter)__` | a list whose entries use a variable that is given here |
//! | `${name=value}` | a variable whose choices are made anew at every use |
//! | `${name=!value}` | a variable whose choices are made once |
//! | `${name}`, `${name:default}` | its use |
//! | `{@…}`, `__@…__` | taken in turn; `~` by chance, `!` in every combination |
//! | `\{`, `\|`, `\_` … | the character itself; `\(` and other ordinary characters keep their backslash |
//! | `# …` | a comment to the end of the line, where `#` begins a line or stands between blanks |
//!
//! A line break at the edge of an option, and blanks beside it, are layout and not part of the option. A variable holds
//! from where it is defined to the end of what encloses it. Entries of lists are templates themselves.

mod built_in;
mod error;
mod language;
mod lex;
mod lists;
mod parse;
mod print;
mod rank;
mod render;
mod resolve;
mod syntax;
mod template;

pub use built_in::BuiltInLists;
pub use error::{TemplateError, TemplateErrorKind};
pub use lists::{Both, List, Lists, NoLists, list_matches};
pub use print::escaped;
pub use template::{Count, MOST_CHARACTERS, MOST_NESTING, MOST_OUTPUT, MOST_PICKS, Template};
