package pointsman.port;

import pointsman.model.FailureException;
import pointsman.model.fleet.Fleet;

/// The fleet file.
public interface FleetFileFormat {
  /// Reads a whole fleet file and checks that it fits together.
  ///
  /// @param text the file's text
  /// @param file its name, for messages
  /// @throws FailureException with {@link pointsman.model.Failure.BadInputs}: every finding with
  ///   its line
  Fleet parse(String text, String file) throws FailureException;

  /// Reads services and pools without asking whether their nodes exist, as manifests hold them.
  Fleet parsePart(String text, String file) throws FailureException;

  /// Writes only the lists that have something in them, as {@link #parsePart} reads them. A part of
  /// one kind begins with a line that names it, then its items follow: parts of a kind are joined
  /// by leaving that line out of all but the first.
  String writePart(Fleet some);

  /// Writes a fleet; reading it again gives an equal fleet, writing that again the same text.
  String write(Fleet fleet);
}
