package pointsman.port;

import java.time.Duration;
import pointsman.model.fleet.Port;
import pointsman.model.value.InvalidValueException;
import pointsman.model.value.Printable;

/// Something that goes wrong on a lab's node. Most stay until they are undone; some happen once.
public sealed interface LabFault {

  /// Its name in commands.
  String word();

  /// What it does, for people.
  String says();

  /// Its one setting as text; empty when it has none.
  default String setting() {
    return "";
  }

  /// Whether it happens once, so that there is nothing to undo.
  default boolean once() {
    return false;
  }

  /// No new sessions: sshd is stopped. Open ones stay.
  record StopSshd() implements LabFault {
    @Override
    public String word() {
      return "stop-sshd";
    }

    @Override
    public String says() {
      return "sshd is stopped; open sessions stay";
    }
  }

  /// Every open SSH session is killed, whatever it transfers.
  record KillSessions() implements LabFault {
    @Override
    public String word() {
      return "kill-sessions";
    }

    @Override
    public String says() {
      return "every open SSH session is killed";
    }

    @Override
    public boolean once() {
      return true;
    }
  }

  /// Silence: sshd and its sessions are frozen; nothing is closed, nothing answers.
  record CutLink() implements LabFault {
    @Override
    public String word() {
      return "cut-link";
    }

    @Override
    public String says() {
      return "sshd and its sessions are frozen, as on a cut link";
    }
  }

  /// The disk of config and state is full. Needs a lab with small disks.
  record FillDisk() implements LabFault {
    @Override
    public String word() {
      return "fill-disk";
    }

    @Override
    public String says() {
      return "the node's disk is full";
    }
  }

  /// Another operator holds the node's lock.
  ///
  /// @param who as the holder's file says
  record HoldLock(String who) implements LabFault {
    /// Refuses what would not be one line.
    public HoldLock {
      if (!who.matches("[A-Za-z0-9@._ -]{1,64}")) {
        throw new InvalidValueException(
            Printable.quote(who) + " is not a holder", "letters, digits, '@', '.', '_' and '-'");
      }
    }

    @Override
    public String word() {
      return "hold-lock";
    }

    @Override
    public String says() {
      return who + " holds the node's lock";
    }

    @Override
    public String setting() {
      return who;
    }
  }

  /// Something else listens on a port of the node's address.
  ///
  /// @param port which
  record TakePort(Port port) implements LabFault {
    @Override
    public String word() {
      return "take-port";
    }

    @Override
    public String says() {
      return "port " + port + " is taken by something else";
    }

    @Override
    public String setting() {
      return port.toString();
    }
  }

  /// The login shell takes its time before every command.
  ///
  /// @param delay how long
  record SlowLogin(Duration delay) implements LabFault {
    /// Refuses what is no delay.
    public SlowLogin {
      if (delay.isNegative() || delay.toSeconds() > 600) {
        throw new InvalidValueException(delay + " is not a delay", "0 to 600 s");
      }
    }

    @Override
    public String word() {
      return "slow-login";
    }

    @Override
    public String says() {
      return "the login shell takes " + delay.toMillis() + " ms longer";
    }

    @Override
    public String setting() {
      return Long.toString(delay.toMillis());
    }
  }

  /// Someone reloads the load balancer behind our back.
  record OutsideReload() implements LabFault {
    @Override
    public String word() {
      return "outside-reload";
    }

    @Override
    public String says() {
      return "the load balancer is reloaded by someone else";
    }

    @Override
    public boolean once() {
      return true;
    }
  }

  /// Someone adds a comment to the config in use.
  record OutsideEdit() implements LabFault {
    @Override
    public String word() {
      return "outside-edit";
    }

    @Override
    public String says() {
      return "the config in use was edited by hand";
    }
  }

  /// The load balancer is stopped in good order.
  record StopBalancer() implements LabFault {
    @Override
    public String word() {
      return "stop-balancer";
    }

    @Override
    public String says() {
      return "the load balancer is stopped";
    }
  }

  /// The load balancer's processes are killed.
  record KillBalancer() implements LabFault {
    @Override
    public String word() {
      return "kill-balancer";
    }

    @Override
    public String says() {
      return "the load balancer was killed";
    }
  }

  /// The load balancer's processes are frozen: connections are accepted, nothing answers.
  record FreezeBalancer() implements LabFault {
    @Override
    public String word() {
      return "freeze-balancer";
    }

    @Override
    public String says() {
      return "the load balancer is frozen";
    }
  }

  /// The load balancer is stopped and started again.
  record RestartBalancer() implements LabFault {
    @Override
    public String word() {
      return "restart-balancer";
    }

    @Override
    public String says() {
      return "the load balancer is restarted";
    }

    @Override
    public boolean once() {
      return true;
    }
  }

  /// The node shows another host key, as after a rebuild or with someone in between.
  record ChangeHostKey() implements LabFault {
    @Override
    public String word() {
      return "change-host-key";
    }

    @Override
    public String says() {
      return "the host key is another one";
    }
  }
}
