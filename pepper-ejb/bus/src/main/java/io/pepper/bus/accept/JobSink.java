package io.pepper.bus.accept;

import io.pepper.bus.accept.Enqueuer.DelayedPayload;
import io.pepper.bus.accept.Enqueuer.Push;
import io.pepper.bus.definition.QueueDefinition;
import java.util.List;

/** The receiver of pushes that are stored together later. For one thread. */
public sealed interface JobSink permits PushBatch, JobTransaction {
  /**
   * Accepts jobs that are ready as soon as they are stored.
   *
   * @param inTraceId of the command that brought them
   * @throws RefusedException if they are refused, all of them
   */
  Push accept(QueueDefinition queue, List<byte[]> payloads, String inTraceId);

  /**
   * Accepts jobs that become ready later; one whose time has come is ready at once.
   *
   * @param inTraceId of the command that brought them
   * @throws RefusedException if they are refused, all of them
   */
  Push acceptDelayed(QueueDefinition queue, List<DelayedPayload> payloads, String inTraceId);
}
