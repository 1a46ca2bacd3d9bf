package io.pepper.discovery.health;

import io.pepper.discovery.instance.Check;

/**
 * What the results so far mean. A single result in between changes nothing, so that neither a lost
 * packet nor a lucky moment makes an instance come and go. Immutable.
 *
 * @param healthy what is held of the instance
 * @param against how many results in a row spoke against it
 */
record Diagnosis(boolean healthy, int against) {
  static Diagnosis of(boolean healthy) {
    return new Diagnosis(healthy, 0);
  }

  Diagnosis after(boolean works, Check check) {
    if (works == healthy) {
      return new Diagnosis(healthy, 0);
    }
    int needed = healthy ? check.failures() : check.successes();
    return against + 1 >= needed ? new Diagnosis(works, 0) : new Diagnosis(healthy, against + 1);
  }
}
