/// The pool's page: points, canary stages, gates, audience, and what a rollout did; drawn from what
/// was commanded and, apart from it, from what was measured.
///
/// May use: ui.kit, ui.fx, ui.desk, model. Must not: move a mark that was not measured.
@NullMarked
package pointsman.ui.traffic;

import org.jspecify.annotations.NullMarked;
