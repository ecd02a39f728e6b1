-- The split that was last commanded of a pool. Which lane is live stands with the pool.
CREATE TABLE split (
  pool      TEXT    PRIMARY KEY,
  candidate INTEGER NOT NULL CHECK (candidate BETWEEN 0 AND 10000),
  salt      TEXT    NOT NULL,
  audience  TEXT    CHECK (audience IN ('blue', 'green')),
  at        TEXT    NOT NULL,
  operator  TEXT    NOT NULL
);

-- Every rollout, with its policy and state as JSON; the program that drives it, and until when.
CREATE TABLE rollout (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  pool        TEXT    NOT NULL,
  document    TEXT    NOT NULL,
  over        INTEGER NOT NULL CHECK (over IN (0, 1)),
  operator    TEXT    NOT NULL,
  reason      TEXT    NOT NULL,
  began       TEXT    NOT NULL,
  owner       TEXT,
  owned_until TEXT,
  CHECK ((owner IS NULL) = (owned_until IS NULL))
);
CREATE INDEX rollout_of_pool ON rollout (pool);
-- A pool has at most one that is not over, whatever a program thinks.
CREATE UNIQUE INDEX open_rollout_of_pool ON rollout (pool) WHERE over = 0;

-- Every step of every rollout, written before it is taken; the states as JSON.
CREATE TABLE rollout_line (
  id      INTEGER PRIMARY KEY,
  rollout INTEGER NOT NULL REFERENCES rollout (id),
  at      TEXT    NOT NULL,
  who     TEXT    NOT NULL,
  what    TEXT    NOT NULL,
  before  TEXT,
  after   TEXT    NOT NULL
);
CREATE INDEX line_of_rollout ON rollout_line (rollout);

-- What operators want of a rollout, as JSON, until its owner takes it.
CREATE TABLE rollout_wish (
  id      INTEGER PRIMARY KEY,
  rollout INTEGER NOT NULL REFERENCES rollout (id),
  at      TEXT    NOT NULL,
  event   TEXT    NOT NULL
);
CREATE INDEX wish_of_rollout ON rollout_wish (rollout);

-- Every fleet shift and how each node came out of it.
CREATE TABLE shift (
  id        INTEGER PRIMARY KEY,
  rollout   INTEGER REFERENCES rollout (id),
  pool      TEXT    NOT NULL,
  green     INTEGER NOT NULL CHECK (green BETWEEN 0 AND 10000),
  salt      TEXT    NOT NULL,
  audience  TEXT    CHECK (audience IN ('blue', 'green')),
  at        TEXT    NOT NULL,
  prepared  TEXT    NOT NULL,
  committed TEXT    NOT NULL,
  skew      TEXT
);
CREATE INDEX shift_of_pool ON shift (pool);

CREATE TABLE shift_node (
  shift   INTEGER NOT NULL REFERENCES shift (id),
  node    TEXT    NOT NULL,
  outcome TEXT    NOT NULL,
  stamp   TEXT,
  note    TEXT    NOT NULL,
  PRIMARY KEY (shift, node)
);

-- What the program compares before it asks for migrations at all.
PRAGMA user_version = 4;
