package io.pepper.bus;

import io.pepper.bus.accept.Enqueuer;
import io.pepper.bus.definition.QueueDefinition;
import io.pepper.bus.dispatch.Dispatch;
import io.pepper.bus.metrics.BusFigures;
import java.time.Instant;

/**
 * The listener of stored pushes: counts them and notifies dispatchers of due times. The store
 * itself reports ready jobs.
 */
final class DispatchNotifier implements Enqueuer.Listener {
  private final BusFigures figures;
  private final Dispatch dispatch;

  DispatchNotifier(BusFigures figures, Dispatch dispatch) {
    this.figures = figures;
    this.dispatch = dispatch;
  }

  @Override
  public void ready(QueueDefinition queue, int pushes, int jobs) {
    figures.of(queue.name()).accepted(pushes, jobs);
  }

  @Override
  public void delayed(QueueDefinition queue, int jobs, Instant earliest) {
    figures.of(queue.name()).accepted(1, jobs);
    queue.topics().keySet().forEach(topic -> dispatch.signal(queue.idOf(topic), earliest));
  }
}
