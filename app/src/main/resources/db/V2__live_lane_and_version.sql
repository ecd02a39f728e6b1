-- A pool's live lane stands beside its text, and counts: traffic moves without the text being changed.
-- Absent: as in the text.
ALTER TABLE object ADD COLUMN live TEXT CHECK (live IN ('blue', 'green'));

-- What the program compares before it asks for migrations at all.
PRAGMA user_version = 2;
