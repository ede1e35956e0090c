CREATE TABLE generation_input (
    generation_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    workspace_id TEXT NOT NULL,
    role TEXT NOT NULL,
    asset_id TEXT NOT NULL,
    PRIMARY KEY (generation_id, position)
);
CREATE INDEX generation_input_by_workspace ON generation_input (workspace_id);
