//! Stories through the front door, on both databases.

#![expect(clippy::unwrap_used, reason = "in a test, what does not work shall stop it at once")]

mod accounts;
mod api;
mod backups;
mod bucket;
mod budgets;
mod complaints;
mod data_map;
mod description;
mod edits;
mod erasure;
mod faults;
mod films;
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
mod uploads;
mod vendors;
mod webhooks;
