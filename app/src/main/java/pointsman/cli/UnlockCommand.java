package pointsman.cli;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pointsman.model.guard.GuardSight;
import pointsman.model.guard.Unlock;
import pointsman.model.guard.Why;
import pointsman.service.guard.Guards;

/// `unlock --for 30m --reason TEXT`: opens production's lock for a while. `lock` closes it.
@Command(
    name = "unlock",
    description = "Opens production's read-only lock for a while; elsewhere there is none.")
final class UnlockCommand implements Callable<Integer> {
  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = Amounts.Time.class,
      description = "How long, 1s to 8h (default 30m).")
  Duration length = Unlock.USUAL;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why; goes to the journal.")
  String reason = "";

  private final Services services;
  private final Answer answer;

  UnlockCommand(Services services, Answer answer) {
    this.services = services;
    this.answer = answer;
  }

  @Override
  public Integer call() throws Exception {
    Why why = new Why(reason);
    Optional<Unlock> unlock = services.guarding().unlock(length, why);
    GuardSight sight = services.guarding().sight();
    answer.document(FreezeCommand.document(sight));
    String name = Guards.name(sight.environment());
    answer
        .text()
        .println(
            unlock
                .map(open ->
                    name
                        + " can be changed until "
                        + open.until().truncatedTo(ChronoUnit.SECONDS)
                        + ". 'pointsman lock' closes it before.")
                .orElse(name + " is never read-only: nothing was opened, and no change needs it."));
    return Complaint.DONE;
  }

  /// `lock`: closes it at once.
  @Command(name = "lock", description = "Closes production's read-only lock at once.")
  static final class Lock implements Callable<Integer> {
    private final Services services;
    private final Answer answer;

    Lock(Services services, Answer answer) {
      this.services = services;
      this.answer = answer;
    }

    @Override
    public Integer call() throws Exception {
      boolean stoodOpen = services.guarding().lock();
      GuardSight sight = services.guarding().sight();
      answer.document(FreezeCommand.document(sight));
      String name = Guards.name(sight.environment());
      answer
          .text()
          .println(
              !sight.readOnly()
                  ? name + " is never read-only: there is no lock to close."
                  : stoodOpen ? name + " is read-only again." : name + " was read-only already.");
      return Complaint.DONE;
    }
  }
}
