/// What is said to a node and what comes back: frames for its one fixed script, and questions to
/// its running load balancer.
///
/// May use: the JDK without I/O, `model.fleet`, `model.plan`. Must not: open anything.
@NullMarked
package pointsman.model.node;

import org.jspecify.annotations.NullMarked;
