/// Compares texts.
///
/// May use: port, model, java-diff-utils. Must not: know what the texts mean.
@NullMarked
package pointsman.diff;

import org.jspecify.annotations.NullMarked;
