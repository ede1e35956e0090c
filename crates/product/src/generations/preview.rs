//! What an order would send, before there is one (P-TPA-01).

use engines::{Destination, ModelId};

use super::drafting::Draft;
use crate::{app::App, error::Error};

/// What would leave the machine. It holds the person's own words and is for their page only.
pub(super) struct Departure {
    /// The address; none when it is made here.
    pub to: Option<String>,
    /// Every field with its value, in the order sent.
    pub fields: Vec<(&'static str, String)>,
    /// Where it would go instead, one after the other, where its route goes on to others.
    pub or_to: Vec<String>,
}

/// What the draft's order would send, and where to.
pub(super) fn preview(app: &App, draft: &Draft) -> Result<Departure, Error> {
    let (to, fields) = preview_at(app, draft, &draft.card.id)?;
    let mut or_to = Vec::new();
    for card in &draft.others {
        let (place, _) = preview_at(app, draft, &card.id)?;
        or_to.extend(place.filter(|place| to.as_ref() != Some(place) && !or_to.contains(place)));
    }
    Ok(Departure { to, fields, or_to })
}

type Fields = Vec<(&'static str, String)>;

fn preview_at(app: &App, draft: &Draft, model: &ModelId) -> Result<(Option<String>, Fields), Error> {
    let found = app.engines().find(model.as_str()).map_err(|_| Error::NoSuchModel)?;
    let preview = found.engine.preview(model, &draft.order()).map_err(Error::Engine)?;
    let place = match preview.destination {
        Destination::Here => None,
        Destination::Url(address) => Some(address),
    };
    Ok((place, preview.fields))
}
