-- Why an operator did it, in their words; empty where nobody had to say.
ALTER TABLE run ADD COLUMN reason TEXT NOT NULL DEFAULT '';

-- What the program compares before it asks for migrations at all.
PRAGMA user_version = 3;
