//! Retention: what is over is removed by itself, within the hour (P-RET-03).

mod sweep;

pub use sweep::{keep_sweeping, sweep};
