package pointsman.ui.deploy;

import java.util.Optional;
import pointsman.model.Failure;
import pointsman.model.Outcome;
import pointsman.ui.kit.Place;

/// How far the one page is.
sealed interface Stage {
  /// Nothing is planned.
  record Idle() implements Stage {}

  /// The nodes are being asked.
  ///
  /// @param of what is planned
  record Planning(Place of) implements Stage {}

  /// No plan came of it.
  ///
  /// @param of what was to be planned
  /// @param failure why
  record NotPlanned(Place of, Failure failure) implements Stage {}

  /// The plan is there to be read.
  ///
  /// @param of what was planned
  /// @param view the plan
  /// @param refused why a start of it was refused
  record Planned(Place of, PlanView view, Optional<Failure> refused) implements Stage {}

  /// It is carried out.
  ///
  /// @param view the plan
  /// @param board where it is; empty until the first news
  /// @param stopping whether it was asked to stop after this wave
  record Pushing(PlanView view, Optional<PushBoard> board, boolean stopping) implements Stage {}

  /// It has ended.
  ///
  /// @param view the plan
  /// @param board with its result
  /// @param wanted after a way back: on how many nodes the inventory wants something else; empty
  ///   while that is not known, and after a deploy
  record Ended(PlanView view, PushBoard board, Optional<Outcome<Integer>> wanted)
      implements Stage {}
}
