package io.pepper.bus;

import io.pepper.bus.accept.Acceptance;
import io.pepper.bus.definition.QueueDefinition;
import io.pepper.bus.dispatch.Dispatch;
import io.pepper.bus.figures.Figures;
import io.pepper.job.TopicId;
import java.time.Instant;
import java.util.function.Consumer;

/** Counts what was accepted and wakes the dispatchers that deliver it. */
final class Signals implements Acceptance.Listener {
  private final Figures figures;
  private final Dispatch dispatch;

  Signals(Figures figures, Dispatch dispatch) {
    this.figures = figures;
    this.dispatch = dispatch;
  }

  @Override
  public void ready(QueueDefinition queue, int jobs) {
    accepted(queue, jobs, dispatch::signal);
  }

  @Override
  public void later(QueueDefinition queue, int jobs, Instant earliest) {
    accepted(queue, jobs, topic -> dispatch.signal(topic, earliest));
  }

  private void accepted(QueueDefinition queue, int jobs, Consumer<TopicId> signal) {
    figures.of(queue.name()).accepted(jobs);
    queue.topics().keySet().forEach(topic -> signal.accept(queue.idOf(topic)));
  }
}
