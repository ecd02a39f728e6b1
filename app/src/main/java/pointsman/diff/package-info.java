/// Adapter of `port.TextDiff`: java-diff-utils.
///
/// May use: port, java-diff-utils. Must not: know what is compared.
@NullMarked
package pointsman.diff;

import org.jspecify.annotations.NullMarked;
