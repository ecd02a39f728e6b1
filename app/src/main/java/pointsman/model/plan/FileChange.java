package pointsman.model.plan;

/// One file of a node's plan, before and after.
///
/// @param file its name
/// @param before its text there now; empty when new
/// @param after its text as planned; empty when removed
public record FileChange(String file, String before, String after) {}
