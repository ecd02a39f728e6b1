/// What every validating type needs: how a value is refused, and how foreign text is shown.
///
/// May use: the JDK without I/O. Must not: know any other room.
@NullMarked
package pointsman.model.value;

import org.jspecify.annotations.NullMarked;
