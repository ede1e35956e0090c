//! Privacy as types and tables: what may be done with personal content, and where data can rest or leave.
//! Pure: no database, no HTTP, no clock.

mod data_map;
mod erasure_plan;
mod guard;
mod personal;
mod purposes;

pub use data_map::{Basis, Category, Erasure, Exported, FoundBy, Place, Retention, Row, Whose};
pub use erasure_plan::{Step, Unreachable, WhoseId, erasure_plan, objects_of, objects_of_every_row};
pub use guard::{guard_stands, guard_switch};
pub use personal::{AllowedFor, Clear, ClearError, Personal, Sealed};
pub use purposes::{Export, Generate, Operate, Purpose, PurposeKind, Secure, ShowToOwner};
