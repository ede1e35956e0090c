-- How long a film is to last, in seconds; nothing for what has no length.
ALTER TABLE generation ADD COLUMN seconds BIGINT;
-- The generation whose words were changed for this one.
ALTER TABLE generation ADD COLUMN remixed_from TEXT;
CREATE INDEX generation_by_origin ON generation (remixed_from) WHERE remixed_from IS NOT NULL;
ALTER TABLE usage_day ADD COLUMN seconds BIGINT NOT NULL DEFAULT 0;
