package pointsman.ui.desk;

/// Everything that the desk works with; the shell hands each screen only its own.
///
/// @param fleet the inventory and its health
/// @param deploys plans and deploys
/// @param traffic how users are divided between lanes
/// @param servers what can be done to servers at run time
/// @param history what was done
/// @param start how a fleet begins
/// @param guards production's lock and the freezes
/// @param settings of this home
public record DeskWork(
    FleetWork fleet,
    DeployWork deploys,
    TrafficWork traffic,
    ServerWork servers,
    HistoryWork history,
    StartWork start,
    GuardWork guards,
    SettingsWork settings) {}
