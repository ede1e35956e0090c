//! The machines that keep the house: `cargo xtask tidy` reads it, `cargo xtask new-slice` furnishes a room.

pub mod bench;
pub mod new_slice;
pub mod promises;
pub mod tidy;
