//! What the store promises, told on both databases.

mod folder;
mod group_commit;
mod migrations;
mod notes;
mod objects;
mod rows;
mod scope;
