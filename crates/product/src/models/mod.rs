//! Models: what there is to choose from, where an order would go, and where somebody's words may go.

mod allow;
mod change_rules;
mod data;
mod ending;
mod list;
mod pages;
mod pass_on;
mod queries;
mod routing;
mod stripping;

pub use allow::{RulesInUse, allow, rules_of};
pub use change_rules::{RawRules, change_rules};
pub use data::DATA;
pub use list::{
    Away, Kept, Model, Routed, Trains, away, find, first_of_films, first_that_takes_pictures, list, list_near,
    list_routes, name_of, regions,
};
pub use pages::{WORDS, destination, destination_of_route, place, routes, terms};
pub use pass_on::{AnswerType, Endpoint, PassedOn, pass_on};
pub use routing::{answered, asked, choose, failed};
