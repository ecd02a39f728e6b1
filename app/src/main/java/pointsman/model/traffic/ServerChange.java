package pointsman.model.traffic;

import pointsman.model.value.InvalidValueException;

/// What an operator wants of a server at run time.
public sealed interface ServerChange {
  /// In the words of the command: `drain`, `weight 50`.
  String words();

  /// Another state; its weight stays.
  ///
  /// @param state which
  record ToState(AdminState state) implements ServerChange {
    @Override
    public String words() {
      return state.word();
    }
  }

  /// Another weight; its state stays.
  ///
  /// @param weight 0 to 256
  record ToWeight(int weight) implements ServerChange {
    /// Refuses what is out of range.
    public ToWeight {
      if (weight < 0 || weight > 256) {
        throw new InvalidValueException(weight + " is not a weight", "0 to 256");
      }
    }

    @Override
    public String words() {
      return "weight " + weight;
    }
  }

  /// State and weight as they were deployed.
  record AsDeployed() implements ServerChange {
    @Override
    public String words() {
      return "as deployed";
    }
  }
}
