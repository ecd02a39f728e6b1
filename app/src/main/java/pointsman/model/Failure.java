package pointsman.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import pointsman.model.fleet.Name;
import pointsman.model.value.Printable;

/// Expected trouble: what went wrong, where, and what to do. Its text is for people; its type
/// decides the exit code and what a screen offers. Never holds a secret.
///
/// One long file on purpose: it is the catalogue of all that can go wrong, whose sentences are read
/// side by side; a switch over it is checked on one level, and everybody says `Failure.X`.
public sealed interface Failure {

  /// What went wrong and where, in one sentence.
  String summary();

  /// What to do about it, in one sentence.
  String action();

  /// Whether no answer came: what became of what was asked for is not known.
  default boolean isLost() {
    return this instanceof Unreachable || this instanceof TimedOut;
  }

  /// Whether it is known that the node's load balancer serves nothing: it is gone, or was stopped.
  default boolean isStandstill() {
    return this instanceof NotRunning || this instanceof Halted;
  }

  /// A value in an input that is refused. Exit code 5.
  ///
  /// @param file the input's name
  /// @param line the line, from 1; 0 where the whole input is meant
  /// @param field the path of the field, such as `nodes[2].address`
  /// @param problem what is wrong
  /// @param expected what would be right
  record BadInput(String file, int line, String field, String problem, String expected)
      implements Failure {
    @Override
    public String summary() {
      String place = line > 0 ? file + ":" + line : file;
      return Printable.line(place + ": " + (field.isEmpty() ? "" : field + ": ") + problem);
    }

    @Override
    public String action() {
      String end = file.equals("command line") ? "." : ". Nothing was applied.";
      return Printable.line("Expected " + expected + end);
    }
  }

  /// Several refused values of one input. Exit code 5.
  ///
  /// @param findings each of them, in the order of the input; at least one
  record BadInputs(List<BadInput> findings) implements Failure {
    /// Copies the list.
    public BadInputs {
      findings = List.copyOf(findings);
      if (findings.isEmpty()) {
        throw new IllegalArgumentException("no findings");
      }
    }

    @Override
    public String summary() {
      String rest = findings.size() > 1 ? " (and " + (findings.size() - 1) + " more)" : "";
      return findings.getFirst().summary() + rest;
    }

    @Override
    public String action() {
      return findings.getFirst().action();
    }
  }

  /// Something that was asked for by name does not exist. Exit code 5.
  ///
  /// @param kind such as `node` or `release`
  /// @param name as asked for
  /// @param known some of the names there are
  record NotFound(String kind, String name, List<String> known) implements Failure {
    /// Copies the list.
    public NotFound {
      known = List.copyOf(known);
    }

    @Override
    public String summary() {
      return "There is no " + Printable.line(kind) + " " + Printable.quote(name) + ".";
    }

    @Override
    public String action() {
      return known.isEmpty()
          ? "There is no " + kind + " yet."
          : "Choose one of: "
              + Printable.line(String.join(", ", known.stream().limit(12).toList()))
              + ".";
    }
  }

  /// A release that ran on a node, or was meant to, and does not lie there any more. Exit code 5.
  ///
  /// @param node its name
  /// @param release as asked for
  /// @param why it does not lie there, as a clause
  /// @param kept those that lie there and can be gone back to, newest first
  record ReleaseGone(Name node, String release, String why, List<String> kept) implements Failure {
    /// Copies the list.
    public ReleaseGone {
      kept = List.copyOf(kept);
    }

    @Override
    public String summary() {
      return "Release "
          + Printable.line(release)
          + " is gone from "
          + node
          + ": "
          + Printable.line(why)
          + "; no other release with the same content was found.";
    }

    @Override
    public String action() {
      String file = "pply the fleet file of that time and deploy it.";
      return kept.isEmpty()
          ? "A" + file
          : "On "
              + node
              + " lie: "
              + Printable.line(String.join(", ", kept.stream().limit(12).toList()))
              + ". Revert to one of these, or a"
              + file;
    }
  }

  /// A node that cannot be reached or did not answer in time.
  ///
  /// @param node its name
  /// @param why the reason in words
  record Unreachable(Name node, String why) implements Failure {
    @Override
    public String summary() {
      return node + " cannot be reached: " + Printable.line(why) + ".";
    }

    @Override
    public String action() {
      return "Check its address, its sshd and the network, then try again.";
    }
  }

  /// A step that took longer than its limit; its result is unknown. Exit code 3.
  ///
  /// @param node its name
  /// @param step what was being done
  /// @param limit how long was waited
  /// @param settled whether it was seen later what state the node is in
  record TimedOut(Name node, String step, Duration limit, boolean settled) implements Failure {
    /// One of whose node nothing was seen since.
    public TimedOut(Name node, String step, Duration limit) {
      this(node, step, limit, false);
    }

    /// The same once the node's state was seen.
    public TimedOut seen() {
      return new TimedOut(node, step, limit, true);
    }

    @Override
    public String summary() {
      return node
          + " did not answer to '"
          + Printable.line(step)
          + "' within "
          + limit.toMillis()
          + " ms.";
    }

    @Override
    public String action() {
      return settled
          ? "Its state was seen after that. Find out what holds it up there, then try again."
          : "Its state is unknown until it is seen again: run 'pointsman drift --node "
              + node
              + "'.";
    }
  }

  /// A host key that was never accepted. Exit code 6.
  ///
  /// @param node its name
  /// @param fingerprint SHA256:… of the offered key
  record HostKeyUnknown(Name node, String fingerprint) implements Failure {
    @Override
    public String summary() {
      return "The host key of "
          + node
          + " is not trusted yet ("
          + Printable.line(fingerprint)
          + ").";
    }

    @Override
    public String action() {
      return "Compare the fingerprint on the node, then run 'pointsman trust " + node + "'.";
    }
  }

  /// A host key that differs from the accepted one. Exit code 6.
  ///
  /// @param node its name
  /// @param fingerprint SHA256:… of the offered key
  record HostKeyChanged(Name node, String fingerprint) implements Failure {
    @Override
    public String summary() {
      return "The host key of " + node + " has changed (now " + Printable.line(fingerprint) + ").";
    }

    @Override
    public String action() {
      return "If the node was rebuilt on purpose, run 'pointsman trust "
          + node
          + " --fingerprint "
          + Printable.line(fingerprint)
          + "'. If not, someone may be listening.";
    }
  }

  /// The node refused to sign us in.
  ///
  /// @param node its name
  /// @param user the user that was tried
  /// @param why the reason in words
  record SignInRefused(Name node, String user, String why) implements Failure {
    @Override
    public String summary() {
      return node + " refused to sign in " + Printable.line(user + ": " + why) + ".";
    }

    @Override
    public String action() {
      return "Check the node's user, identity and agent settings.";
    }
  }

  /// Another operator holds the node's lock. Exit code 4.
  ///
  /// @param node its name
  /// @param holder who, as they said when taking it
  record LockHeld(Name node, String holder) implements Failure {
    @Override
    public String summary() {
      return node + " is locked by " + Printable.line(holder) + ".";
    }

    @Override
    public String action() {
      return "Wait until they are done, or talk to them; the lock frees itself 20 s after they vanish.";
    }
  }

  /// A guard said no. Exit code 4.
  ///
  /// @param guard its name, such as `confirmation`
  /// @param reason why
  /// @param mend how to go on
  record Refused(String guard, String reason, String mend) implements Failure {
    @Override
    public String summary() {
      return Printable.line("Refused (" + guard + "): " + reason);
    }

    @Override
    public String action() {
      return Printable.line(mend);
    }
  }

  /// The node runs a config that this inventory did not put there. Exit code 4.
  ///
  /// @param node its name
  /// @param owner who put it there and when, as far as known
  record TakeOverNeeded(Name node, String owner) implements Failure {
    @Override
    public String summary() {
      return node
          + " runs a config that this inventory did not put there: "
          + Printable.line(owner)
          + ".";
    }

    @Override
    public String action() {
      return "Look at it with 'pointsman plan --node "
          + node
          + "'; to replace it, deploy with --take-over.";
    }
  }

  /// No load balancer runs on the node, so that nothing there serves and nothing can be reloaded.
  ///
  /// @param node its name
  /// @param engine such as `haproxy`
  /// @param pidFile by which it was looked for
  record NotRunning(Name node, String engine, String pidFile) implements Failure {
    @Override
    public String summary() {
      return "no "
          + Printable.line(engine)
          + " runs on "
          + node
          + " (by "
          + Printable.line(pidFile)
          + "): it serves nothing.";
    }

    @Override
    public String action() {
      return "Start it on the node and plan again, or leave it out with --without " + node + ".";
    }
  }

  /// The load balancer's processes live but were stopped, so that they may serve nothing.
  ///
  /// @param node its name
  /// @param engine such as `haproxy`
  /// @param process the first of those that are stopped
  record Halted(Name node, String engine, int process) implements Failure {
    @Override
    public String summary() {
      return Printable.line(engine)
          + " on "
          + node
          + " is stopped (as by SIGSTOP; process "
          + process
          + "): it lives and serves nothing.";
    }

    @Override
    public String action() {
      return "Let it go on (kill -CONT) or restart it, then plan again; or leave it out with --without "
          + node
          + ".";
    }
  }

  /// The node's load balancer refused the candidate config; nothing was reloaded.
  ///
  /// @param node its name
  /// @param output what the check printed, the essential lines
  record ConfigRefused(Name node, String output) implements Failure {
    @Override
    public String summary() {
      return node
          + " refused the config: "
          + Printable.line(output.strip().replace("\n", " | "))
          + ".";
    }

    @Override
    public String action() {
      return "Nothing was reloaded. Fix the fleet file or the template and plan again.";
    }
  }

  /// A listener's port is in use by something else.
  ///
  /// @param node its name
  /// @param listener address and port
  /// @param by who has it
  record PortTaken(Name node, String listener, String by) implements Failure {
    @Override
    public String summary() {
      return Printable.line(listener) + " is taken on " + node + " by " + Printable.line(by) + ".";
    }

    @Override
    public String action() {
      return "Nothing was changed there. Free the port or choose another, then plan again.";
    }
  }

  /// A listener's address is none of the node's.
  ///
  /// @param node its name
  /// @param listener address and port
  record AddressMissing(Name node, String listener) implements Failure {
    @Override
    public String summary() {
      return Printable.line(listener)
          + " cannot be opened on "
          + node
          + ": the host has no such address.";
    }

    @Override
    public String action() {
      return "Nothing was changed there. Give the host the address or listen on one of its own; for"
          + " one that moves between hosts, set net.ipv4.ip_nonlocal_bind (or ipv6) there.";
    }
  }

  /// The node moved since the plan was made.
  ///
  /// @param node its name
  /// @param planned the release or hash that the plan was made against
  /// @param found what is there now
  record Drifted(Name node, String planned, String found) implements Failure {
    @Override
    public String summary() {
      return node
          + " has moved since the plan: it was "
          + Printable.line(planned)
          + ", now it is "
          + Printable.line(found)
          + ".";
    }

    @Override
    public String action() {
      return "It was not touched. Look with 'pointsman drift --node " + node + "' and plan again.";
    }
  }

  /// What runs after a commit is not what was planned.
  ///
  /// @param node its name
  /// @param evidence what was seen instead
  record NotVerified(Name node, String evidence) implements Failure {
    @Override
    public String summary() {
      return node + " does not run what was planned: " + Printable.line(evidence) + ".";
    }

    @Override
    public String action() {
      return "It is put back to its former release; see the node's state in the result.";
    }
  }

  /// A step on the node failed there: a full disk, missing rights, a damaged transfer.
  ///
  /// @param node its name
  /// @param step what was being done
  /// @param detail what the node said
  record StepFailed(Name node, String step, String detail) implements Failure {
    @Override
    public String summary() {
      return "'"
          + Printable.line(step)
          + "' failed on "
          + node
          + ": "
          + Printable.line(detail.strip().replace("\n", " | "))
          + ".";
    }

    @Override
    public String action() {
      return "Mend the cause on the node, then plan again.";
    }
  }

  /// A fault of this program while it worked on a node; what the node runs was not seen.
  ///
  /// @param node its name
  /// @param what the fault in words
  record OwnFault(Name node, String what) implements Failure {
    @Override
    public String summary() {
      return "Pointsman itself failed while it worked on "
          + node
          + ": "
          + Printable.line(what)
          + ".";
    }

    @Override
    public String action() {
      return "Look at the node with 'pointsman drift --node " + node + "'; the log tells more.";
    }
  }

  /// Something that this version or this engine cannot do.
  ///
  /// @param where node, pool or file
  /// @param what the wish
  /// @param mend what to do instead
  record Unsupported(String where, String what, String mend) implements Failure {
    @Override
    public String summary() {
      return Printable.line(where + ": " + what);
    }

    @Override
    public String action() {
      return Printable.line(mend);
    }
  }

  /// The user stopped it.
  ///
  /// @param what was stopped
  record Stopped(String what) implements Failure {
    @Override
    public String summary() {
      return Printable.line(what) + " was stopped.";
    }

    @Override
    public String action() {
      return "Start it again when ready.";
    }
  }

  /// Our own files on this computer fail us.
  ///
  /// @param file which
  /// @param detail what happened
  /// @param mend what to do
  record LocalFile(String file, String detail, String mend) implements Failure {
    @Override
    public String summary() {
      return Printable.line(file + ": " + detail);
    }

    @Override
    public String action() {
      return Printable.line(mend);
    }
  }

  /// A node was left with a dead-man's record by an earlier run.
  ///
  /// @param node its name
  /// @param state pending, firing or fired
  /// @param release the release concerned; empty: the record is damaged
  /// @param due when its dead-man goes back; empty: the record is damaged
  record Unsettled(Name node, String state, Optional<String> release, Optional<Instant> due)
      implements Failure {
    @Override
    public String summary() {
      return node
          + " still has an unsettled commit of "
          + Printable.line(
              release.orElse("a release that is not known, since its record is damaged")
                  + " ("
                  + state)
          + due.map(at -> ", due to go back at " + at).orElse("")
          + ").";
    }

    @Override
    public String action() {
      return "Run 'pointsman drift --node " + node + "' to settle it.";
    }
  }
}
