/// Adapter of `port.FleetFileFormat`: the fleet file in YAML, read strictly and written canonically.
///
/// May use: port, model, Jackson. Must not: open files.
@NullMarked
package pointsman.fleetfile;

import org.jspecify.annotations.NullMarked;
