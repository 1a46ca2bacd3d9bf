package io.pepper.discovery.health;

import io.pepper.discovery.instance.Check;

/**
 * The conclusion from the results so far. A single result in between changes nothing, so that
 * neither a lost packet nor a lucky one decides. Immutable.
 *
 * @param healthy what is held of the instance
 * @param against how many results in a row spoke against it
 */
record CheckState(boolean healthy, int against) {
  static CheckState of(boolean healthy) {
    return new CheckState(healthy, 0);
  }

  CheckState after(boolean works, Check check) {
    if (works == healthy) {
      return new CheckState(healthy, 0);
    }
    int needed = healthy ? check.failures() : check.successes();
    return against + 1 >= needed ? new CheckState(works, 0) : new CheckState(healthy, against + 1);
  }
}
