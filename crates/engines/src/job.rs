//! Work that a vendor knows by a name alone, as tickets name it.

use basics::Span;
use egress::{Body, Outbound, PurposeKind, Target};
use http::Method;
use serde::{Deserialize, Serialize};

use crate::{Failure, Kind, Ticket, patience::question, told};

/// Such work. Its addresses are made from its name, so those in an answer are never followed.
#[derive(Serialize, Deserialize)]
pub(crate) struct Job {
    id: String,
    /// Whether it makes a film; not every vendor says.
    #[serde(default)]
    film: bool,
    /// Its name as it stands in an address.
    #[serde(skip)]
    part: String,
}

impl Job {
    /// The work that an answer named. Under a name that cannot be asked after nobody learns what came of it.
    pub fn begun(id: String, kind: Kind) -> Result<Self, Failure> {
        let part = told::segment(&id).ok_or(Failure::Unknown)?;
        let film = kind == Kind::Video;
        Ok(Self { id, film, part })
    }

    /// The work that a ticket names.
    pub fn of(ticket: &Ticket) -> Result<Self, Failure> {
        let work: Self = serde_json::from_str(&ticket.token).map_err(|_| Failure::Unknown)?;
        work.checked()
    }

    /// The same, once its name can stand in an address.
    pub fn checked(self) -> Result<Self, Failure> {
        let kind = self.kind();
        Self::begun(self.id, kind)
    }

    /// The ticket for it.
    pub fn ticket(&self, engine: &str) -> Result<Ticket, Failure> {
        Ok(Ticket {
            engine: engine.to_owned(),
            token: serde_json::to_string(self).map_err(|_| Failure::Unknown)?,
        })
    }

    /// What it makes.
    pub const fn kind(&self) -> Kind {
        if self.film { Kind::Video } else { Kind::Image }
    }

    /// Where it is, below a folder of the vendor's.
    pub fn path(&self, folder: &str) -> String {
        format!("{folder}/{}", self.part)
    }

    /// A question how far it is.
    pub fn question(&self, folder: &str) -> Outbound {
        question(Target::Path(self.path(folder).into()))
    }

    /// A demand that it be deleted.
    pub fn delete(&self, folder: &str) -> Outbound {
        demand(Method::DELETE, self.path(folder))
    }
}

/// A demand without a body. Its answer is small, so a minute is long.
pub(crate) fn demand(method: Method, path: String) -> Outbound {
    let nothing = Body::Bytes(bytes::Bytes::new());
    let outbound = Outbound::new(method, Target::Path(path.into()), nothing, PurposeKind::Generate);
    outbound.within(Span::minutes(1))
}
