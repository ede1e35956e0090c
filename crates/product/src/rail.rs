//! The places of the studio.

use web_kit::{Icon, Rail, RailItem};

/// The rail of every page for signed-in people.
#[must_use]
pub fn rail() -> Rail {
    let item = |href, icon, name| RailItem { href, icon, name };
    Rail {
        items: vec![
            item("/", Icon::Studio, "rail-studio"),
            item("/library", Icon::Library, "rail-library"),
            item("/privacy-policy", Icon::Shield, "rail-promises"),
            item("/you", Icon::You, "rail-you"),
        ],
    }
}
