CREATE TABLE setting (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

-- One row an object of the fleet; its text as in a fleet file.
CREATE TABLE object (
  kind  TEXT    NOT NULL CHECK (kind IN ('node', 'service', 'pool')),
  name  TEXT    NOT NULL,
  place INTEGER NOT NULL,
  text  TEXT    NOT NULL,
  PRIMARY KEY (kind, name)
);

-- Every change of the inventory.
CREATE TABLE change (
  id       INTEGER PRIMARY KEY,
  at       TEXT NOT NULL,
  operator TEXT NOT NULL,
  what     TEXT NOT NULL,
  why      TEXT NOT NULL,
  before   TEXT NOT NULL,
  after    TEXT NOT NULL
);

-- Every deploy and revert; a run that never ended was interrupted.
CREATE TABLE run (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  purpose  TEXT NOT NULL,
  operator TEXT NOT NULL,
  started  TEXT NOT NULL,
  ended    TEXT
);

CREATE TABLE run_node (
  run      INTEGER NOT NULL REFERENCES run (id),
  node     TEXT    NOT NULL,
  release  TEXT    NOT NULL,
  previous TEXT    NOT NULL,
  phase    TEXT    NOT NULL,
  ended    TEXT,
  note     TEXT    NOT NULL,
  PRIMARY KEY (run, node)
);

-- Every step of every run, written before it is taken.
CREATE TABLE step (
  id    INTEGER PRIMARY KEY,
  run   INTEGER NOT NULL REFERENCES run (id),
  node  TEXT    NOT NULL,
  at    TEXT    NOT NULL,
  phase TEXT    NOT NULL,
  note  TEXT    NOT NULL
);
CREATE INDEX step_of_run ON step (run, node);
