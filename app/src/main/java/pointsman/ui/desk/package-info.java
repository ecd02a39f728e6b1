/// What the screens ask of the services, as small interfaces: one a subject, each call blocking and
/// made from the background. The shell lays them over the services; tests lay them over records.
///
/// May use: model, port (its records), feed. Must not: know JavaFX.
@NullMarked
package pointsman.ui.desk;

import org.jspecify.annotations.NullMarked;
