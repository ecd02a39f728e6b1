package pointsman.service.deploy;

import pointsman.service.guard.Consent;

/// How a plan is carried out.
///
/// @param wavePercent the share of nodes in a wave, 1 to 100
/// @param takeOver whether nodes that someone else configured are overwritten
/// @param consent what the operator said to it
public record DeployOptions(int wavePercent, boolean takeOver, Consent consent) {
  /// Refuses shares out of range.
  public DeployOptions {
    if (wavePercent < 1 || wavePercent > 100) {
      throw new IllegalArgumentException("a wave of " + wavePercent + " %");
    }
  }

  /// All at once, nothing taken over, nothing said: enough where nothing is asked.
  public static DeployOptions allAtOnce() {
    return new DeployOptions(100, false, Consent.none());
  }
}
