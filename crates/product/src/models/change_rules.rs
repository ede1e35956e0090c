//! Somebody decides where their words may go.

use basics::AccountId;
use engines::Rules;

use super::queries;
use crate::{app::App, error::Error};

/// What somebody demands, as a form gives it.
#[derive(Debug, Clone, Default)]
pub struct RawRules<'a> {
    /// Nothing leaves.
    pub local_only: bool,
    /// Only to operators who never train with it.
    pub no_training: bool,
    /// Days; empty for any length.
    pub longest_kept: &'a str,
    /// The names of regions; none for anywhere.
    pub regions: Vec<&'a str>,
}

/// The most days that a rule can name.
const MOST_DAYS: i64 = 3_650;

/// Puts these rules in place of that person's earlier ones. They bind at once here, and within seconds in other processes.
pub async fn change_rules(app: &App, account: AccountId, raw: &RawRules<'_>) -> Result<(), Error> {
    let regions = raw.regions.iter().map(|name| name.parse());
    let rules = Rules {
        local_only: raw.local_only,
        no_training: raw.no_training,
        longest_kept: days(raw.longest_kept)?,
        regions: regions
            .collect::<Result<_, _>>()
            .map_err(|_| Error::invalid("regions", "invalid-region"))?,
        ..Rules::default()
    };
    queries::replace_rules(&app.db, account, &rules, app.now()).await?;
    app.rules_in_use.forget(account);
    Ok(())
}

fn days(text: &str) -> Result<Option<u32>, Error> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let days = text.trim().parse().ok().filter(|days| i64::from(*days) <= MOST_DAYS);
    days.map(Some)
        .ok_or(Error::beyond("longest_kept", "invalid-days", MOST_DAYS))
}
