-- By which name a generation was asked for, where that was a route's.
ALTER TABLE generation ADD COLUMN route TEXT;
