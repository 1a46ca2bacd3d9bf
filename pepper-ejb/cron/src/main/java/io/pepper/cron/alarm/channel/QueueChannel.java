package io.pepper.cron.alarm.channel;

import io.pepper.bus.Jobs;
import io.pepper.bus.UnknownQueueException;
import io.pepper.bus.accept.RefusedException;
import io.pepper.cron.definition.Alarms;
import io.pepper.job.QueueName;
import io.pepper.store.StoreUnavailableException;
import java.time.Duration;
import java.util.List;

/** The channel into a queue of the bus; a notification has arrived when it is stored. */
final class QueueChannel implements NotificationChannel {
  private final Jobs bus;

  QueueChannel(Jobs bus) {
    this.bus = bus;
  }

  @Override
  public void deliver(Notification notice, Alarms alarms) {
    try {
      bus.push(alarms.queue().orElseThrow(), List.of(notice.toBytes()), Duration.ZERO);
    } catch (UnknownQueueException | RefusedException | StoreUnavailableException e) {
      throw new UndeliveredException(e.getMessage());
    }
  }

  @Override
  public String destination(Alarms alarms) {
    return alarms.queue().map(QueueName::value).orElse("");
  }
}
