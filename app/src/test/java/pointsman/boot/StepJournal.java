package pointsman.boot;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.plan.DeployResult;
import pointsman.model.plan.Phase;
import pointsman.model.plan.ReleaseId;
import pointsman.port.Journal;

/// A journal that does something right after a step was written down, before it is taken.
record StepJournal(Journal journal, At at) implements Journal {
  /// What is done there; it may refuse as a journal that cannot write does.
  interface At {
    void step(Name node, Phase phase) throws FailureException;
  }

  @Override
  public List<Change> changes(int limit) throws FailureException {
    return journal.changes(limit);
  }

  @Override
  public String begin(
      String purpose,
      String operator,
      String reason,
      Instant when,
      Map<Name, ReleaseId> releases,
      Map<Name, ReleaseId> previous)
      throws FailureException {
    return journal.begin(purpose, operator, reason, when, releases, previous);
  }

  @Override
  public void step(String run, Name node, Phase phase, String note, Instant when)
      throws FailureException {
    journal.step(run, node, phase, note, when);
    at.step(node, phase);
  }

  @Override
  public void end(DeployResult result, Instant when) throws FailureException {
    journal.end(result, when);
  }

  @Override
  public Optional<Claim> claim(String run) throws FailureException {
    return journal.claim(run);
  }

  @Override
  public String mark() throws FailureException {
    return journal.mark();
  }

  @Override
  public List<Run> openRuns(int limit) throws FailureException {
    return journal.openRuns(limit);
  }

  @Override
  public Optional<Run> latest(Name node) throws FailureException {
    return journal.latest(node);
  }

  @Override
  public Optional<ReleaseId> lastRelease(ReleaseId before) throws FailureException {
    return journal.lastRelease(before);
  }

  @Override
  public List<Run> runs(int limit) throws FailureException {
    return journal.runs(limit);
  }
}
