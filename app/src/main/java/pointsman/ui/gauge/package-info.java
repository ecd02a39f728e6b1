/// Measures the window from outside, on the real scene graph: how long a screen takes until it is
/// drawn, and how frames follow each other. For measurements alone.
///
/// May use: the shell's window, kit. Must not: be used by another room of the ui.
@NullMarked
package pointsman.ui.gauge;

import org.jspecify.annotations.NullMarked;
