//! Makes, lists and removes webhooks.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use basics::{AccountId, WebhookId};
use egress::{EgressError, Rule};
use privacy::{Clear, ShowToOwner};

use super::{
    queries,
    webhook::{LONGEST_ADDRESS, Webhook, WebhookAddress, WebhookSecret},
};
use crate::{accounts, app::App, error::Error};

/// A webhook with its address opened.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The webhook.
    pub webhook: Webhook,
    /// Where it is; `None` where its key is gone already.
    pub address: Option<Clear<WebhookAddress>>,
}

/// The most webhooks that somebody has.
const MOST: usize = 16;

/// The length of a secret; the specification asks for 24 to 64 bytes.
const SECRET_BYTES: usize = 32;

/// A new webhook; its secret, as the specification writes it, is given here and never again.
pub async fn create(app: &App, account: AccountId, address: &str) -> Result<(Listed, String), Error> {
    let limit = i64::try_from(LONGEST_ADDRESS).unwrap_or(i64::MAX);
    let address = WebhookAddress::new(address).ok_or(Error::beyond("url", "invalid-webhook-url", limit))?;
    let allowed = rule(app, address.as_str()).is_ok_and(|rule| rule.check(address.as_str()).is_ok());
    if !allowed {
        return Err(Error::invalid("url", "invalid-webhook-place"));
    }
    if queries::list(&app.db, account).await?.len() >= MOST {
        let most = i64::try_from(MOST).unwrap_or(i64::MAX);
        return Err(Error::beyond("url", "invalid-webhook-count", most));
    }
    let workspace = accounts::lookup(app, account).await?.workspace;
    let id = WebhookId::fresh(app.now(), &app.chance);
    let mut secret = vec![0; SECRET_BYTES];
    app.chance.fill(&mut secret);
    let shown = format!("whsec_{}", STANDARD.encode(&secret));
    app.vault.create_unit(id.into(), account.into()).await?;
    let webhook = Webhook {
        id,
        account,
        workspace,
        address: app.vault.seal(id.into(), &address).await?,
        secret: app.vault.seal(id.into(), &WebhookSecret::new(secret)).await?,
        created_at: app.now(),
        last_status: None,
        last_at: None,
        ended_at: None,
    };
    queries::insert(&app.db, &webhook).await?;
    let address = Some(app.vault.open_sealed::<ShowToOwner, _>(&webhook.address).await?);
    Ok((Listed { webhook, address }, shown))
}

/// Somebody's webhooks, the newest first.
pub async fn list(app: &App, account: AccountId) -> Result<Vec<Listed>, Error> {
    let webhooks = queries::list(&app.db, account).await?;
    let sealed: Vec<_> = webhooks.iter().map(|webhook| webhook.address.clone()).collect();
    let addresses = app.vault.open_many::<ShowToOwner, _>(&sealed).await?;
    let listed = webhooks.into_iter().zip(addresses);
    Ok(listed.map(|(webhook, address)| Listed { webhook, address }).collect())
}

/// Removes a webhook: its key, then its row. What is still to be told to it is told to nobody.
pub async fn remove(app: &App, account: AccountId, id: WebhookId) -> Result<(), Error> {
    if !queries::delete(&app.db, account, id).await? {
        return Err(Error::NotFound);
    }
    app.vault.destroy_unit(id.into()).await?;
    Ok(())
}

/// By which rule an address is told: an operator's, where it names the address's origin, or that for public places.
pub(super) fn rule(app: &App, address: &str) -> Result<Rule, EgressError> {
    for origin in &app.settings.webhook_origins {
        let rule = Rule::operator(RULE, origin)?;
        if rule.same_origin(address) {
            return Ok(rule);
        }
    }
    Ok(Rule::public(RULE))
}

/// The rule's name in the record of what leaves.
const RULE: &str = "webhook";
