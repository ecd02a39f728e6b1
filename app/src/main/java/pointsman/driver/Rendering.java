package pointsman.driver;

import java.util.List;
import java.util.Map;
import java.util.Set;
import pointsman.model.plan.NamedLimit;

/// How a config comes about, and how it is made sure that it says what was meant.
public interface Rendering {
  /// Stands for the release's id in rendered text until the content's hash is known.
  String RELEASE = "@RELEASE@";

  /// Stands for the time of the release.
  String TIME = "@TIME@";

  /// Stands for the operator.
  String OPERATOR = "@OPERATOR@";

  /// The files of a release and how each is rendered. The first is the one the engine is started
  /// with.
  List<RenderFile> files(NodeIntent intent);

  /// First contents of run-time files (splits, audience, …) that must exist, by name below the
  /// state folder.
  Map<String, String> stateFiles(NodeIntent intent);

  /// What this engine and version cannot do of the intent, and what is done instead.
  List<NamedLimit> limits(NodeIntent intent);

  /// Parses the rendered text and compares its tree with that of the same template filled with
  /// placeholders: a value that became a directive, or a directive that runs code and is not
  /// allowed, is a finding.
  ///
  /// @param file what was rendered
  /// @param rendered from {@link RenderFile#input()}
  /// @param probed from {@link RenderFile#probe()}
  /// @param allowed directives that the operator allows explicitly, in lower case
  /// @return what is wrong, with line numbers; empty when all is well
  List<String> check(RenderFile file, String rendered, String probed, Set<String> allowed);
}
