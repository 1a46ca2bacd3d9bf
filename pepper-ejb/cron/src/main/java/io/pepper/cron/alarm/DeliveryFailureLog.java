package io.pepper.cron.alarm;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The log of destinations that fail: one line when a destination begins to fail, one when it works
 * again.
 */
final class DeliveryFailureLog {
  private static final Logger LOG = System.getLogger(AlertService.class.getName());
  private static final int MAX_DESTINATIONS = 1000;

  private final Set<String> failing = ConcurrentHashMap.newKeySet();

  /**
   * @param why without secrets
   */
  void failed(String destination, String why) {
    if (failing.size() < MAX_DESTINATIONS && failing.add(destination)) {
      LOG.log(
          Level.WARNING, "alarms cannot be told by {0} and are tried again: {1}", destination, why);
    }
  }

  void succeeded(String destination) {
    if (failing.remove(destination)) {
      LOG.log(Level.INFO, "alarms are told by {0} again", destination);
    }
  }
}
