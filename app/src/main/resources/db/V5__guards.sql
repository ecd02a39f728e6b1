-- Times in which nothing is changed; `only` holds names with blanks between them, empty: everything.
CREATE TABLE freeze (
  name     TEXT PRIMARY KEY,
  starts   TEXT NOT NULL,
  ends     TEXT NOT NULL,
  only     TEXT NOT NULL,
  why      TEXT NOT NULL,
  operator TEXT NOT NULL,
  made     TEXT NOT NULL
);

-- Production's lock, while it is open: at most one row.
CREATE TABLE unlock (
  id       INTEGER PRIMARY KEY CHECK (id = 1),
  since    TEXT NOT NULL,
  until    TEXT NOT NULL,
  why      TEXT NOT NULL,
  operator TEXT NOT NULL
);

-- What the program compares before it asks for migrations at all.
PRAGMA user_version = 5;
