//! Marks an account whose person is leaving (P-RET-01): from then on it does nothing but end, or come back.

use basics::{AccountId, Time};
use store::{DbError, Transaction};

use super::queries;

/// Notes when the account is erased; whether there is such an account.
pub async fn leave(transaction: &mut Transaction, id: AccountId, at: Time) -> Result<bool, DbError> {
    queries::update_erase_at(transaction, id, Some(at)).await
}

/// Takes it back.
pub async fn stay(transaction: &mut Transaction, id: AccountId) -> Result<bool, DbError> {
    queries::update_erase_at(transaction, id, None).await
}
