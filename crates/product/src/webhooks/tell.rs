//! Has everybody told who asked to be, in the transaction in which it came about: told at least once, whatever dies.

use basics::{AccountId, GenerationId, JobId, Time, WorkspaceId};
use jobs::NewJob;
use store::{DbError, Transaction};

use super::{deliver_job::DELIVER, message::Message, queries};
use crate::app::App;

/// Tells the webhooks of a workspace how a generation ended.
pub async fn tell(
    app: &App,
    transaction: &mut Transaction,
    workspace: WorkspaceId,
    generation: GenerationId,
    state: &str,
) -> Result<(), DbError> {
    let at = app.now();
    for (webhook, account) in queries::list_of_workspace(transaction, workspace).await? {
        let message = Message {
            webhook,
            generation,
            state: state.to_owned(),
            at,
        };
        app.jobs.enqueue(transaction, &work(app, &message, account, at)).await?;
    }
    Ok(())
}

fn work(app: &App, message: &Message, account: AccountId, at: Time) -> NewJob {
    NewJob {
        id: JobId::fresh(at, &app.chance),
        kind: DELIVER,
        person: account.to_string(),
        subject: message.subject(),
        // After what people wait for.
        priority: 5,
        run_at: at,
    }
}
