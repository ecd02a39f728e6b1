package pointsman.port;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import pointsman.model.fleet.Port;
import pointsman.model.value.InvalidValueException;
import pointsman.model.value.Printable;

/// Every fault that a lab knows, found by its word.
public final class LabFaults {
  private LabFaults() {}

  /// Every fault, with a usual setting where it has one.
  public static List<LabFault> examples() {
    return List.of(
        new LabFault.StopSshd(),
        new LabFault.KillSessions(),
        new LabFault.CutLink(),
        new LabFault.FillDisk(),
        new LabFault.HoldLock("someone@elsewhere"),
        new LabFault.TakePort(new Port(8090)),
        new LabFault.SlowLogin(Duration.ofSeconds(2)),
        new LabFault.OutsideReload(),
        new LabFault.OutsideEdit(),
        new LabFault.StopBalancer(),
        new LabFault.KillBalancer(),
        new LabFault.FreezeBalancer(),
        new LabFault.RestartBalancer(),
        new LabFault.ChangeHostKey());
  }

  /// Finds a fault by its word.
  ///
  /// @param word as in {@link LabFault#word()}
  /// @param setting as in {@link LabFault#setting()}; empty: a usual one
  /// @throws InvalidValueException for a setting that it cannot have
  public static Optional<LabFault> find(String word, String setting) {
    Optional<LabFault> example =
        examples().stream().filter(fault -> fault.word().equals(word)).findFirst();
    if (setting.isEmpty()) {
      return example;
    }
    return example.map(fault -> set(fault, setting));
  }

  private static LabFault set(LabFault fault, String setting) {
    return switch (fault) {
      case LabFault.HoldLock _ -> new LabFault.HoldLock(setting);
      case LabFault.TakePort _ -> new LabFault.TakePort(new Port(whole(setting)));
      case LabFault.SlowLogin _ -> new LabFault.SlowLogin(Duration.ofMillis(whole(setting)));
      case LabFault.StopSshd _,
          LabFault.KillSessions _,
          LabFault.CutLink _,
          LabFault.FillDisk _,
          LabFault.OutsideReload _,
          LabFault.OutsideEdit _,
          LabFault.StopBalancer _,
          LabFault.KillBalancer _,
          LabFault.FreezeBalancer _,
          LabFault.RestartBalancer _,
          LabFault.ChangeHostKey _ ->
          throw new InvalidValueException(fault.word() + " has no setting", "nothing after it");
    };
  }

  private static int whole(String text) {
    if (!text.matches("[0-9]{1,9}")) {
      throw new InvalidValueException(Printable.quote(text) + " is not a number", "digits");
    }
    return Integer.parseInt(text);
  }
}
