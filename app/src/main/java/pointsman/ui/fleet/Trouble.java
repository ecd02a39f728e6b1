package pointsman.ui.fleet;

import java.util.List;
import java.util.Optional;
import pointsman.model.Failure;
import pointsman.model.fleet.Name;
import pointsman.ui.kit.Mark;

/// Something that wants the operator's attention.
public sealed interface Trouble {
  /// How bad it is; lists show the worst first.
  Mark mark();

  /// Servers of one lane do not serve.
  ///
  /// @param mark how bad
  /// @param pool their pool
  /// @param lane their lane, in words
  /// @param servers which
  /// @param total how many the lane has
  /// @param why the first one's reason
  record Servers(Mark mark, Name pool, String lane, List<Name> servers, int total, String why)
      implements Trouble {
    /// Copies.
    public Servers {
      servers = List.copyOf(servers);
    }
  }

  /// A node whose load balancer is known to serve nothing.
  ///
  /// @param node which
  /// @param why it is gone, or was stopped
  record Standstill(Name node, Failure why) implements Trouble {
    @Override
    public Mark mark() {
      return Mark.DOWN;
    }
  }

  /// A node that does not tell.
  ///
  /// @param mark how bad
  /// @param node which
  /// @param ageSeconds since when; -1: it never did
  /// @param failure why
  record Silent(Mark mark, Name node, long ageSeconds, Optional<Failure> failure)
      implements Trouble {}
}
