/// The fleet file: YAML to model and back, with the place of everything that is refused.
///
/// May use: port, model, Jackson YAML. Must not: read files, or let a value through that its type
/// refuses.
@NullMarked
package pointsman.fleetfile;

import org.jspecify.annotations.NullMarked;
