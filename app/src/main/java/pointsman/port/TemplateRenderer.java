package pointsman.port;

import java.util.Map;
import pointsman.model.FailureException;

/// Fills templates. An operator's own folder overrides ours file by file.
public interface TemplateRenderer {
  /// Fills one.
  ///
  /// @param template such as `haproxy/haproxy.cfg.ftl`
  /// @param input strings, numbers, booleans, lists and maps
  /// @throws FailureException names the template, the line and what is undefined there
  String render(String template, Map<String, Object> input) throws FailureException;

  /// Whether the operator's own file is used for this template.
  boolean isOverridden(String template);

  /// Directives that run code and that the operator allowed explicitly, in lower case.
  java.util.Set<String> allowedDirectives() throws FailureException;
}
