//! Budgets: how much a key, a person and a workspace may spend. What a call can cost at the most is held before it is made,
//! in the row that all processes share, and what it did cost takes the place of that afterwards; so neither parallel
//! calls nor several processes spend more than there is. Decision 0018 says what becomes of a hold whose outcome is lost.

mod api;
mod data;
mod holding;
mod queries;
mod remaining;
mod spender;
mod spending;
mod subject;

use web_kit::Language;

pub use api::{described, routes};
pub use data::DATA;
pub use holding::{check, hold, release, settle};
pub use remaining::{Left, remaining};
pub use spender::{Budgets, Spender};
pub use spending::{Purse, Reserved, give_back, keep_giving_back, reserve, sweep};
pub use subject::{Shortage, Subject, Whose};

/// The slice's words.
pub const WORDS: &[(Language, &str)] = &[
    (Language::English, include_str!("en.ftl")),
    (Language::German, include_str!("de.ftl")),
];
