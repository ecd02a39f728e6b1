-- Which release was seen on a node when a run ended; empty: nobody looked, or an older version wrote it.
ALTER TABLE run_node ADD COLUMN seen TEXT NOT NULL DEFAULT '';

-- What the program compares before it asks for migrations at all.
PRAGMA user_version = 7;
