//! What an order would send, before there is one (P-TPA-01).

use engines::Destination;

use super::drafting::Draft;
use crate::{app::App, error::Error};

/// What would leave the machine. It holds the person's own words and is for their page only.
pub(super) struct Departure {
    /// The address; none when it is made here.
    pub to: Option<String>,
    /// Every field with its value, in the order sent.
    pub fields: Vec<(&'static str, String)>,
}

/// What the draft's order would send, and where to.
pub(super) fn preview(app: &App, draft: &Draft) -> Result<Departure, Error> {
    let model = &draft.card.id;
    let found = app.engines.find(model.as_str()).map_err(|_| Error::NoSuchModel)?;
    let preview = found.engine.preview(model, &draft.order()).map_err(Error::Engine)?;
    Ok(Departure {
        to: match preview.destination {
            Destination::Here => None,
            Destination::Url(address) => Some(address),
        },
        fields: preview.fields,
    })
}
