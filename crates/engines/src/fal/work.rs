//! Work in fal's queue, as its tickets name it.

use serde::{Deserialize, Serialize};

use crate::{Failure, Ticket, vendor::Vendor};

/// Work in the queue. Its addresses are those that the queue gave: they cannot be told from the model's name.
#[derive(Serialize, Deserialize)]
pub(super) struct Work {
    /// What an operator would ask the vendor about.
    pub request_id: String,
    pub status_url: String,
    pub response_url: String,
    pub cancel_url: String,
    /// Whether it makes a film; the queue does not say.
    #[serde(default)]
    pub film: bool,
}

impl Work {
    /// The ticket for it. Addresses to which the key may not go are of no use, and then nobody can ask what came of it.
    pub fn ticket(&self, vendor: &Vendor) -> Result<Ticket, Failure> {
        self.check(vendor)?;
        Ok(Ticket {
            engine: vendor.id().to_owned(),
            token: serde_json::to_string(self).map_err(|_| Failure::Unknown)?,
        })
    }

    /// The work that a ticket names; checked again, since the operator may have moved to another server in between.
    pub fn of(ticket: &Ticket, vendor: &Vendor) -> Result<Self, Failure> {
        let work: Self = serde_json::from_str(&ticket.token).map_err(|_| Failure::Unknown)?;
        work.check(vendor)?;
        Ok(work)
    }

    fn check(&self, vendor: &Vendor) -> Result<(), Failure> {
        let mut addresses = [&self.status_url, &self.response_url, &self.cancel_url].into_iter();
        if addresses.all(|address| vendor.reaches(address)) {
            Ok(())
        } else {
            Err(Failure::Unknown)
        }
    }
}
