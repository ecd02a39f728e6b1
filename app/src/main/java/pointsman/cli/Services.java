package pointsman.cli;

import pointsman.model.FailureException;
import pointsman.port.JsonFormat;
import pointsman.port.Lab;
import pointsman.port.LoadTool;
import pointsman.port.TextDiff;
import pointsman.service.deploy.DeployService;
import pointsman.service.deploy.DriftService;
import pointsman.service.deploy.HistoryService;
import pointsman.service.guard.GuardService;
import pointsman.service.inventory.InventoryService;
import pointsman.service.inventory.TrustService;
import pointsman.service.rollout.RolloutService;
import pointsman.service.server.ServerService;
import pointsman.service.shift.Capacity;
import pointsman.service.shift.OldConnections;
import pointsman.service.shift.TrafficService;
import pointsman.service.watch.FleetMonitor;
import pointsman.service.watch.LaneCounting;

/// The services at hand, each made when first asked for, so that a command pays only for what it
/// uses.
public interface Services {
  /// The inventory.
  InventoryService inventory() throws FailureException;

  /// Looks at the nodes again and again; not started yet.
  FleetMonitor monitor() throws FailureException;

  /// Counts what lanes do, of the pools that are asked for.
  LaneCounting counting() throws FailureException;

  /// Plans and deploys.
  DeployService deploys() throws FailureException;

  /// Connections that a switch leaves behind.
  OldConnections connections() throws FailureException;

  /// Rollouts.
  RolloutService rollouts() throws FailureException;

  /// Servers at run time.
  ServerService servers() throws FailureException;

  /// What was deployed.
  HistoryService history() throws FailureException;

  /// Nodes against the inventory.
  DriftService drift() throws FailureException;

  /// What is up, asked of the nodes.
  Capacity capacity() throws FailureException;

  /// Production's lock and the freezes.
  GuardService guarding() throws FailureException;

  /// How traffic is divided.
  TrafficService traffic() throws FailureException;

  /// Host keys.
  TrustService trust() throws FailureException;

  /// The fleet on loopback.
  Lab lab();

  /// Makes traffic.
  LoadTool load();

  /// Answers as JSON.
  JsonFormat json();

  /// Compares texts.
  TextDiff diff();
}
