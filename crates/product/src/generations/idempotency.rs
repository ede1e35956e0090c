//! An order that is sent twice with the same key is made once (the `Idempotency-Key` header of programs).

use basics::GenerationId;
use store::Scope;

use super::{drafting::Draft, generation::NegativeWords, queries};
use crate::{app::App, budgets::Spender, error::Error};

/// A program's key for an order, and what it ordered. Neither can be read back.
pub(super) struct Marked {
    pub(super) key: Vec<u8>,
    pub(super) hash: Vec<u8>,
}

/// The mark of an order that came with a key.
pub(super) fn mark(app: &App, draft: &Draft) -> Option<Marked> {
    let key = draft.idempotency_key.as_ref()?;
    let ordered = serde_json::json!([
        draft.asked_for(),
        draft.words.as_str(),
        draft.negative.as_ref().map(NegativeWords::as_str),
        draft.size.map(|size| size.to_string()),
        draft.count,
        draft.seconds,
        draft.seed,
        draft.format.as_str(),
        draft.remixed_from.map(|id| id.to_string()),
        draft.input_marks,
    ]);
    Some(Marked {
        key: app.vault.index("idempotency key", key.as_bytes()).to_vec(),
        hash: app
            .vault
            .index("idempotent order", ordered.to_string().as_bytes())
            .to_vec(),
    })
}

/// What was ordered before with the same key, as long as it is there.
pub(super) async fn earlier(app: &App, who: &Spender, marked: &Marked) -> Result<Option<GenerationId>, Error> {
    let db = app.db.within(&Scope::workspace(who.workspace));
    match queries::find_by_idempotency_key(&db, &marked.key).await? {
        Some((id, hash)) if hash == marked.hash => Ok(Some(id)),
        Some(_) => Err(Error::invalid("Idempotency-Key", "invalid-idempotency-key-reused")),
        None => Ok(None),
    }
}
