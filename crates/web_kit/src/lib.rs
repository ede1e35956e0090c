//! axum and maud plumbing that every slice uses: words, the page's shell, one error with two faces, cookies, files.

mod address_block;
mod answering;
mod arrival;
pub mod components;
mod cookies;
mod events;
mod files;
mod form;
mod icons;
mod language;
mod layers;
mod page;
mod problem;
mod problem_json;
mod pseudo;
mod shell;
mod traffic;
mod upload;
mod words;

pub use address_block::{AddressBlock, AddressBlockError};
pub use arrival::{Arrival, Encrypted, Front, ProxyHeader};
pub use cookies::{Cookie, Cookies};
pub use events::{Events, fragment};
pub use files::{KIT_FILES, StaticFile, StaticFiles};
pub use form::FormFields;
pub use icons::{Icon, icon};
pub use language::Language;
pub use layers::{Kit, MaybeRail, RailFor, dress};
pub use page::{Page, Theme};
pub use problem::Problem;
pub use problem_json::{ErrorBody, ErrorKind, ErrorResponse, ProblemDetails};
pub use shell::{Rail, RailItem, Shell};
pub use traffic::{Class, Connected, Counted, Direction, Refusal, Route, Traffic, Verb};
pub use upload::{MOST_FILE_BYTES, UploadedFile};
pub use words::{Catalogue, CatalogueProblem, Value, Words};
