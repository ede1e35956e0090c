-- Whether a model kept to the mask: 'kept', 'changed_outside' or 'not_compared'; nothing where there was no mask.
ALTER TABLE asset ADD COLUMN kept_to_mask TEXT;
-- In thousandths of what was to stay, where it was compared.
ALTER TABLE asset ADD COLUMN changed_outside BIGINT;
-- A model's own file, kept as it was sent beside the asset of the same id in which something was put back.
CREATE TABLE as_sent (
    id TEXT PRIMARY KEY,
    workspace_id TEXT NOT NULL,
    media_type TEXT NOT NULL,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    length BIGINT NOT NULL
);
CREATE INDEX as_sent_by_workspace ON as_sent (workspace_id);
