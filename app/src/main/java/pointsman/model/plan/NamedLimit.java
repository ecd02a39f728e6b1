package pointsman.model.plan;

import pointsman.model.fleet.Name;

/// A wish that a node's engine cannot fulfil, and what is done instead.
///
/// @param node where
/// @param subject the pool or service
/// @param wish what was asked for
/// @param instead what is done
public record NamedLimit(Name node, Name subject, String wish, String instead) {}
