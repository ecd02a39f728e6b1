package pointsman.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.plan.DeployResult;
import pointsman.model.plan.NodeResult;
import pointsman.model.plan.Phase;
import pointsman.model.plan.ReleaseId;
import pointsman.port.Journal;

/// The journal as tables.
public final class SqliteJournal implements Journal {
  private final Database database;
  private final JournalSteps steps;

  /// @param database the home's
  public SqliteJournal(Database database) {
    this.database = database;
    this.steps = new JournalSteps(database);
  }

  @Override
  public List<Change> changes(int limit) throws FailureException {
    return database.read(handle ->
        handle
            .createQuery(
                "SELECT at, operator, what, why, before, after FROM change ORDER BY id DESC LIMIT ?")
            .bind(0, limit)
            .map((row, _) ->
                new Change(
                    Instant.parse(row.getString(1)),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6)))
            .list());
  }

  @Override
  public String begin(
      String purpose,
      String operator,
      String reason,
      Instant at,
      Map<Name, ReleaseId> releases,
      Map<Name, ReleaseId> previous)
      throws FailureException {
    AtomicLong begun = new AtomicLong();
    boolean well = false;
    try {
      String run =
          database.note(connection -> {
            long id = insertRun(connection, List.of(purpose, operator, reason, at.toString()));
            // Before anybody can see it: a run without a program is settled.
            if (!database.lives().hold(id)) {
              throw taken(id);
            }
            begun.set(id);
            insertNodes(connection, id, releases, previous);
            return "r" + id;
          });
      well = true;
      return run;
    } finally {
      if (!well) {
        database.lives().release(begun.get());
      }
    }
  }

  private static void insertNodes(
      Connection connection, long run, Map<Name, ReleaseId> releases, Map<Name, ReleaseId> previous)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO run_node(run, node, release, previous, phase, note)"
                + " VALUES (?, ?, ?, ?, ?, '')")) {
      for (Map.Entry<Name, ReleaseId> node : releases.entrySet()) {
        ReleaseId before = previous.get(node.getKey());
        insert.setLong(1, run);
        insert.setString(2, node.getKey().value());
        insert.setString(3, node.getValue().value());
        insert.setString(4, before == null ? "" : before.value());
        insert.setString(5, Phase.WAITING.name());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /// Only where the database was put back to an older one while a run was under way.
  private static FailureException taken(long id) {
    return new FailureException(
        new Failure.LocalFile(
            "runs.lock",
            "another program has a run r" + id + " under way",
            "Wait for it to end, then try again. Nothing was changed."));
  }

  private static long insertRun(Connection connection, List<String> values) throws SQLException {
    try (PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO run(purpose, operator, reason, started) VALUES (?, ?, ?, ?)");
        Statement asked = connection.createStatement()) {
      for (int i = 0; i < values.size(); i++) {
        insert.setString(i + 1, values.get(i));
      }
      insert.executeUpdate();
      try (ResultSet id = asked.executeQuery("SELECT last_insert_rowid()")) {
        return id.next() ? id.getLong(1) : 0;
      }
    }
  }

  private static long number(String run) throws FailureException {
    if (!run.matches("r[0-9]{1,15}")) {
      throw new FailureException(new Failure.NotFound("run", run, List.of()));
    }
    return Long.parseLong(run.substring(1));
  }

  @Override
  public void step(String run, Name node, Phase phase, String note, Instant at)
      throws FailureException {
    steps.write(new JournalSteps.Step(number(run), node, phase, note, at));
  }

  @Override
  public void end(DeployResult result, Instant at) throws FailureException {
    long run = number(result.run());
    steps.writeRest();
    try {
      database.note(connection -> writeEnd(connection, run, result, at));
    } finally {
      database.lives().release(run);
    }
  }

  private static int writeEnd(Connection connection, long run, DeployResult result, Instant at)
      throws SQLException {
    try (PreparedStatement nodes =
            connection.prepareStatement(
                "UPDATE run_node SET ended = ?, seen = ?, note = ? WHERE run = ? AND node = ?");
        PreparedStatement whole =
            connection.prepareStatement("UPDATE run SET ended = ? WHERE id = ?")) {
      for (NodeResult node : result.nodes()) {
        nodes.setString(1, node.end().name());
        nodes.setString(2, node.release().map(ReleaseId::value).orElse(""));
        nodes.setString(3, node.failure().map(Failure::summary).orElse(""));
        nodes.setLong(4, run);
        nodes.setString(5, node.node().value());
        nodes.addBatch();
      }
      nodes.executeBatch();
      whole.setString(1, at.toString());
      whole.setLong(2, run);
      return whole.executeUpdate();
    }
  }

  @Override
  public Optional<Claim> claim(String run) throws FailureException {
    long id = number(run);
    if (!database.lives().hold(id)) {
      return Optional.empty();
    }
    return Optional.of(
        new Claim() {
          @Override
          public boolean ended() throws FailureException {
            return database.look(connection -> isEnded(connection, id));
          }

          @Override
          public void close() {
            database.lives().release(id);
          }
        });
  }

  private static boolean isEnded(Connection connection, long run) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT 1 FROM run WHERE id = ? AND coalesce(ended, '') = ''")) {
      select.setLong(1, run);
      try (ResultSet row = select.executeQuery()) {
        return !row.next();
      }
    }
  }

  @Override
  public List<Run> runs(int limit) throws FailureException {
    return database.look(connection -> RunRows.find(connection, "", "", limit));
  }

  @Override
  public List<Run> openRuns(int limit) throws FailureException {
    String open = "WHERE coalesce(ended, '') = '' ";
    return database.look(connection -> RunRows.find(connection, open, "", limit));
  }

  @Override
  public String mark() throws FailureException {
    return database.look(connection -> {
      try (Statement asked = connection.createStatement();
          ResultSet row =
              asked.executeQuery(
                  "SELECT (SELECT max(id) FROM run), (SELECT max(id) FROM step),"
                      + " (SELECT count(*) FROM run WHERE coalesce(ended, '') <> '')")) {
        row.next();
        return row.getLong(1) + " " + row.getLong(2) + " " + row.getLong(3);
      }
    });
  }

  /// Among the latest runs: the others' are sorted before them.
  @Override
  public Optional<ReleaseId> lastRelease(ReleaseId before) throws FailureException {
    return database
        .look(connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT max(release) FROM run_node"
                      + " WHERE run > (SELECT max(id) FROM run) - 20 AND release < ?")) {
            select.setString(1, before.value());
            try (ResultSet row = select.executeQuery()) {
              return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.<String>empty();
            }
          }
        })
        .map(ReleaseId::new);
  }

  @Override
  public Optional<Run> latest(Name node) throws FailureException {
    String its = "WHERE id = (SELECT run FROM run_node WHERE node = ? ORDER BY run DESC LIMIT 1) ";
    return database.look(connection -> RunRows.find(connection, its, node.value(), 1)).stream()
        .findFirst();
  }
}
