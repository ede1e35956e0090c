//! Asks for an account to be erased: hidden from this moment on, begun now or after the time to change one's mind.

use basics::{AccountId, ErasureId, JobId, SessionId, Time};
use jobs::NewJob;
use privacy::{Operate, guard};
use sha2::{Digest, Sha256};

use super::{
    erase_account_job::{ERASE_ACCOUNT, make_unreadable},
    erasure::{AskedBy, Erasure, GRACE, Removed, When},
    queries,
};
use crate::{
    accounts::{self, Account},
    app::App,
    error::Error,
    sessions, tokens,
};

/// What whoever asked is given.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The erasure.
    pub id: ErasureId,
    /// The receipt: the last part of the address at which the certificate will be; only its hash is kept.
    pub receipt: String,
    /// When it begins.
    pub due_at: Time,
}

/// Asks for an erasure; one that waits is replaced. Every other session ends. With [`When::Now`] nothing of the person
/// opens any more when this returns.
pub async fn ask(
    app: &App,
    id: AccountId,
    when: When,
    by: AskedBy,
    session: Option<SessionId>,
) -> Result<Asked, Error> {
    let account = accounts::lookup(app, id).await?;
    let receipt = tokens::fresh(&app.chance);
    let erasure = new(app, &account, &receipt, when, by).await?;
    let mut transaction = app.db.begin().await?;
    queries::delete_waiting(&mut transaction, id).await?;
    queries::insert(&mut transaction, &erasure, &tokens::digest(&receipt)).await?;
    accounts::leave(&mut transaction, id, erasure.due_at).await?;
    sessions::end_others(&mut transaction, id, session).await?;
    app.jobs.enqueue(&mut transaction, &work(app, &erasure)).await?;
    transaction.commit().await?;
    app.keys_in_use.forget_all();
    app.search.forget(account.workspace);
    if when == When::Now {
        // Another process may have taken the work already, and be through with it.
        make_unreadable(app, &erasure).await?;
    }
    app.jobs.wake();
    Ok(Asked {
        id: erasure.id,
        receipt,
        due_at: erasure.due_at,
    })
}

async fn new(app: &App, account: &Account, receipt: &str, when: When, by: AskedBy) -> Result<Erasure, Error> {
    let email = app.vault.open_sealed::<Operate, _>(&account.email).await?;
    let now = app.now();
    let grace = when == When::AfterGrace && guard!("P-RET-01/grace");
    Ok(Erasure {
        id: ErasureId::fresh(now, &app.chance),
        account: Some(account.id),
        workspace: Some(account.workspace),
        subject: subject(receipt, &email.reveal().folded()),
        asked_by: by.name().to_owned(),
        asked_at: now,
        due_at: if grace { now + GRACE } else { now },
        begun_at: None,
        unreadable_at: None,
        removed: Removed::new(),
        finished_at: None,
        certificate: None,
    })
}

/// What ties a certificate to a person for whoever has the receipt, and for nobody else.
fn subject(receipt: &str, address: &str) -> Vec<u8> {
    Sha256::digest([receipt.as_bytes(), &[0], address.as_bytes()].concat()).to_vec()
}

/// In nobody's name, so that it is not among what it removes.
pub(super) fn work(app: &App, erasure: &Erasure) -> NewJob {
    NewJob {
        id: JobId::fresh(app.now(), &app.chance),
        kind: ERASE_ACCOUNT,
        person: erasure.id.to_string(),
        subject: erasure.id.to_string(),
        priority: 10,
        run_at: erasure.due_at,
    }
}
