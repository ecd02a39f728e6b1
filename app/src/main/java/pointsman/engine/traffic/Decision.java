package pointsman.engine.traffic;

import java.util.List;
import pointsman.model.traffic.RolloutState;

/// What came of an event.
public sealed interface Decision {

  /// The rollout is in this state now; written down first, then the effects are carried out.
  ///
  /// @param state the next one
  /// @param effects in order
  record Go(RolloutState state, List<Effect> effects) implements Decision {
    /// Copies.
    public Go {
      effects = List.copyOf(effects);
    }
  }

  /// Nothing changes: the event says nothing new, or came too late.
  record Stay() implements Decision {}

  /// An operator's wish that cannot be had now.
  ///
  /// @param why in words, with what can be done instead
  record Refuse(String why) implements Decision {}
}
