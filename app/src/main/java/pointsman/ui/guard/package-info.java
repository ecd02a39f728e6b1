/// What an operator sees of the guards: the lock, freezes, and what is asked before a change.
///
/// May use: `ui.kit`, `ui.desk`, `ui.fx`, service, model. Must not: decide whether a change may go
/// on; that is the services' to say.
@NullMarked
package pointsman.ui.guard;

import org.jspecify.annotations.NullMarked;
