//! What a person's own words say: which of them are subject, setting, medium, light and so on.

mod fact;
mod german;
mod prefix;
mod read;
mod setting;
mod vocabulary;

pub(super) use fact::{Fact, Group};
pub(super) use read::{Idea, facts_of, is_german};
