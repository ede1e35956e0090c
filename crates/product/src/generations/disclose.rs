//! Writes down what leaves for a generation, and to whom (P-TPA-01, P-RGT-01): before it leaves, who is about to be asked;
//! after, what was sent.

use egress::{Departure, witnessed};
use engines::{Destination, Found, Order};
use privacy::guard;
use store::{DbError, Scope, ScopedTransaction};

use super::{disclosure::Disclosure, generation::Generation, queries};
use crate::{app::App, error::Error};

/// What left for a generation of the workspace, in the order in which it began.
pub async fn disclosures(app: &App, scope: &Scope, generation: &Generation) -> Result<Vec<Disclosure>, Error> {
    Ok(queries::list_disclosures(&app.db.within(scope), generation.id).await?)
}

/// Writes down who is about to be asked, in the transaction after which they are. Where the machine stops before the answer,
/// this is all that is known.
pub(super) async fn intend(
    app: &App,
    transaction: &mut ScopedTransaction,
    generation: &Generation,
    found: &Found,
    order: &Order,
) -> Result<(), DbError> {
    let Ok(preview) = found.engine.preview(&found.card.id, order) else {
        return Ok(());
    };
    let Destination::Url(address) = preview.destination else {
        return Ok(());
    };
    if !guard!("P-TPA-01/intended") {
        return Ok(());
    }
    let intended = Disclosure {
        host: host_and_port(&address),
        method: String::new(),
        fields: preview.fields.iter().map(|(name, _)| (*name).to_owned()).collect(),
        operator: operator(found),
        calls: 0,
        sent_bytes: 0,
        received_bytes: 0,
        status: None,
        first_at: app.now(),
        last_at: app.now(),
    };
    queries::add_disclosure(transaction, generation.id, &intended).await
}

/// Does a step of a generation's work, and writes down what left meanwhile. Where that cannot be written, the step counts
/// all the same: what was paid for is not thrown away, and who was asked is written already.
pub(super) async fn disclosing<T>(
    app: &App,
    generation: &Generation,
    found: &Found,
    step: impl Future<Output = T>,
) -> T {
    let (done, departures) = witnessed(step).await;
    if let Err(error) = write(app, generation, found, &departures).await {
        tracing::warn!(error = %error, "what left for a generation could not be written down");
    }
    done
}

async fn write(app: &App, generation: &Generation, found: &Found, departures: &[Departure]) -> Result<(), DbError> {
    if departures.is_empty() || !guard!("P-TPA-01/disclosed") {
        return Ok(());
    }
    let scope = Scope::workspace(generation.workspace);
    let mut transaction = app.db.begin_within(&scope).await?;
    queries::delete_intended(&mut transaction, generation.id).await?;
    for departure in departures {
        let disclosure = disclosure(found, departure);
        queries::add_disclosure(&mut transaction, generation.id, &disclosure).await?;
    }
    transaction.commit().await
}

fn disclosure(found: &Found, departure: &Departure) -> Disclosure {
    let signed = |bytes: u64| i64::try_from(bytes).unwrap_or(i64::MAX);
    Disclosure {
        host: departure.host.to_string(),
        method: departure.method.to_string(),
        fields: departure.fields.iter().map(|name| (*name).to_owned()).collect(),
        operator: operator(found),
        calls: 1,
        sent_bytes: signed(departure.sent_bytes),
        received_bytes: signed(departure.received_bytes),
        status: departure.status.map(u32::from),
        first_at: departure.at,
        last_at: departure.at,
    }
}

fn operator(found: &Found) -> Option<String> {
    let passport = found.engine.passport();
    (!passport.stays_here).then(|| passport.operator.clone())
}

/// `example.org:8443` for `https://example.org:8443/v1/images`.
fn host_and_port(address: &str) -> String {
    let (scheme, rest) = address.split_once("://").unwrap_or(("", address));
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let bare = host.rsplit_once(']').map_or(host, |(_, port)| port);
    match (bare.contains(':'), scheme) {
        (true, _) => host.to_owned(),
        (false, "http") => format!("{host}:80"),
        (false, _) => format!("{host}:443"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_named_with_its_port() {
        for (address, host) in [
            ("https://example.org/v1/images", "example.org:443"),
            ("http://127.0.0.1:8188/prompt", "127.0.0.1:8188"),
            ("http://[::1]/prompt?x=y:z", "[::1]:80"),
            ("http://[::1]:9/prompt", "[::1]:9"),
        ] {
            assert_eq!(host_and_port(address), host);
        }
    }
}
