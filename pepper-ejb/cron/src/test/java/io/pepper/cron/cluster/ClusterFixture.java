package io.pepper.cron.cluster;

import io.pepper.cron.definition.JobName;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** States of slots as tests want them. */
public final class ClusterFixture {
  private static final Slot SLOT = new Slot(new JobName("job"), "0");

  private ClusterFixture() {}

  public static SlotState claimed(SlotState slot, Claim claim) {
    return slot.withClaim(Optional.of(claim), 1);
  }

  /** So many runs are under way. */
  public static SlotState running(SlotState slot, int count, Instant nominal) {
    Map<String, RunLease> leases = new HashMap<>();
    for (int i = 0; i < count; i++) {
      leases.put("run" + i, new RunLease(SLOT, "run" + i, "n1", "life", nominal, 1));
    }
    return slot.withRunning(leases);
  }

  /** All runs have ended at that instant. */
  public static SlotState freed(SlotState slot, Instant when) {
    return slot.withRunning(Map.of()).withFreed(when);
  }
}
