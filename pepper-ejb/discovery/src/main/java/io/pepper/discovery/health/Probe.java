package io.pepper.discovery.health;

import io.pepper.discovery.instance.Check;
import java.io.IOException;

/** A kind of request that finds out whether an instance works. */
interface Probe {
  /**
   * Returns if it works. Blocks for about the check's time limit at most.
   *
   * @throws IOException telling people what is wrong
   * @throws InterruptedException when checking ends
   */
  void run(ProbeTarget target, Check check) throws IOException, InterruptedException;
}
