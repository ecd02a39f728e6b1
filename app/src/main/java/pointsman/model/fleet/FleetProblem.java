package pointsman.model.fleet;

/// Something in a fleet that does not fit together.
///
/// @param field its path in the fleet file, such as `services[1].routes[0].pool`
/// @param problem what is wrong
/// @param expected what would be right
public record FleetProblem(String field, String problem, String expected) {}
