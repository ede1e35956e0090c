//! Stories through the front door, on both databases.

#![expect(clippy::unwrap_used, reason = "in a test, what does not work shall stop it at once")]

mod accounts;
mod api;
mod backups;
mod bucket;
mod budgets;
mod complaints;
mod composing;
mod data_map;
mod description;
mod edit_page;
mod edits;
mod erasure;
mod faults;
mod films;
mod films_here;
mod isolation;
mod key_scopes;
mod leaving;
mod limits;
mod masked_edits;
mod matrix;
mod metering;
mod orphans;
mod own_api;
mod pictures;
mod provider_pages;
mod providers;
mod reference;
mod retention;
mod routes;
mod rules;
mod schema;
mod texts;
mod uploads;
mod vendors;
mod webhooks;
