/// Switches and canaries: one owner, leases on the nodes, verdicts.
///
/// May use: model, engine, driver (its root only), port, feed, and the rooms of `service` below it
/// (docs/architecture.md). Must not: name a library, a screen or an engine.
@NullMarked
package pointsman.service.rollout;

import org.jspecify.annotations.NullMarked;
