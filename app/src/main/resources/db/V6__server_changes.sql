-- What was done to servers at run time, begun before it is done.
CREATE TABLE server_change (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  at       TEXT NOT NULL,
  operator TEXT NOT NULL,
  reason   TEXT NOT NULL,
  pool     TEXT NOT NULL,
  server   TEXT NOT NULL,
  change   TEXT NOT NULL
);

-- What came of it on a node; no outcome: it never said so.
CREATE TABLE server_change_node (
  change  INTEGER NOT NULL REFERENCES server_change(id),
  node    TEXT NOT NULL,
  outcome TEXT,
  note    TEXT NOT NULL,
  PRIMARY KEY (change, node)
);

-- What the program compares before it asks for migrations at all.
PRAGMA user_version = 6;
