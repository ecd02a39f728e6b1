package pointsman.bench;

/// Something that deploys.
interface Contender {
  /// Its name in the table.
  String name();

  /// Deploys a changed config with no connection open yet.
  Meter.Taken cold(int weight) throws Exception;

  /// Deploys a changed config over connections that are open.
  Meter.Taken warm(int weight) throws Exception;

  /// Finds that nothing is to be done, over connections that are open.
  Meter.Taken unchanged() throws Exception;
}
