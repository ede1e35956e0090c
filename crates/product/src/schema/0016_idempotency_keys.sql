-- By which a program knows an order that it may send twice, and what was ordered; both as keyed hashes.
ALTER TABLE generation ADD COLUMN idempotency_key BYTEA;
ALTER TABLE generation ADD COLUMN idempotency_hash BYTEA;
CREATE UNIQUE INDEX generation_by_idempotency_key ON generation (workspace_id, idempotency_key)
    WHERE idempotency_key IS NOT NULL AND erased_at IS NULL;
