package pointsman.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
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
    return database.write(handle -> {
      long id =
          handle
              .createUpdate(
                  "INSERT INTO run(purpose, operator, reason, started) VALUES (?, ?, ?, ?)")
              .bind(0, purpose)
              .bind(1, operator)
              .bind(2, reason)
              .bind(3, at.toString())
              .executeAndReturnGeneratedKeys("id")
              .mapTo(Long.class)
              .one();
      for (Map.Entry<Name, ReleaseId> node : releases.entrySet()) {
        ReleaseId before = previous.get(node.getKey());
        handle.execute(
            "INSERT INTO run_node(run, node, release, previous, phase, note) VALUES (?, ?, ?, ?, ?, '')",
            id,
            node.getKey().value(),
            node.getValue().value(),
            before == null ? "" : before.value(),
            Phase.WAITING.name());
      }
      return "r" + id;
    });
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
    database.write(handle -> {
      for (NodeResult node : result.nodes()) {
        handle.execute(
            "UPDATE run_node SET ended = ?, note = ? WHERE run = ? AND node = ?",
            node.end().name(),
            node.failure().map(Failure::summary).orElse(""),
            number(result.run()),
            node.node().value());
      }
      return handle.execute(
          "UPDATE run SET ended = ? WHERE id = ?", at.toString(), number(result.run()));
    });
  }

  private record Head(
      long id, String purpose, String operator, String reason, String started, String ended) {}

  @Override
  public List<Run> runs(int limit) throws FailureException {
    return database.read(handle -> {
      List<Head> heads =
          handle
              .createQuery(
                  "SELECT id, purpose, operator, reason, started, ended FROM run ORDER BY id DESC LIMIT ?")
              .bind(0, limit)
              .map((row, _) ->
                  new Head(
                      row.getLong(1),
                      row.getString(2),
                      row.getString(3),
                      row.getString(4),
                      row.getString(5),
                      Optional.ofNullable(row.getString(6)).orElse("")))
              .list();
      List<Run> runs = new ArrayList<>();
      for (Head head : heads) {
        runs.add(
            new Run(
                "r" + head.id(),
                head.purpose(),
                head.operator(),
                head.reason(),
                Instant.parse(head.started()),
                head.ended().isEmpty()
                    ? Optional.empty()
                    : Optional.of(Instant.parse(head.ended())),
                nodes(handle, head.id())));
      }
      return runs;
    });
  }

  private static List<RunNode> nodes(Handle handle, long run) {
    return handle
        .createQuery(
            "SELECT node, release, previous, phase, ended, note FROM run_node WHERE run = ? ORDER BY rowid")
        .bind(0, run)
        .map((row, _) -> {
          String previous = row.getString(3);
          String ended = row.getString(5);
          return new RunNode(
              new Name(row.getString(1)),
              new ReleaseId(row.getString(2)),
              previous.isEmpty() ? Optional.empty() : Optional.of(new ReleaseId(previous)),
              Phase.valueOf(row.getString(4)),
              ended == null ? Optional.empty() : Optional.of(NodeResult.End.valueOf(ended)),
              row.getString(6));
        })
        .list();
  }
}
