-- What a result is not to show, sealed; nothing where nothing was said.
ALTER TABLE generation ADD COLUMN negative BYTEA;
