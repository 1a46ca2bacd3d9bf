package io.pepper.cron.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.cron.alarm.channel.ChannelType;
import io.pepper.cron.alarm.channel.Notification;
import io.pepper.cron.definition.Alarms.Event;
import io.pepper.cron.definition.CronJob;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AlertStateTest {
  private static final Set<Event> ALL = EnumSet.allOf(Event.class);
  private static final CronJob JOB =
      JobWithAlarms.named("job1", JobWithAlarms.ALL, "\"webhook\":\"http://localhost/\"");

  private final List<Event> told = new ArrayList<>();
  private AlertState state = AlertState.NORMAL;

  private AlertStateTest happens(Set<Event> on, AlertEvent... what) {
    for (AlertEvent each : what) {
      if (state.mayChangeBy(each)) {
        state = state.after(each, on, this::tell);
      }
    }
    return this;
  }

  private AlertStateTest happens(AlertEvent... what) {
    return happens(ALL, what);
  }

  private Optional<PendingNotification> tell(Event event) {
    told.add(event);
    return Optional.empty();
  }

  @Test
  void aHealthyJobStaysAsItIs() {
    happens(AlertEvent.STARTED_ON_TIME, AlertEvent.SUCCEEDED);

    assertThat(told).isEmpty();
    assertThat(state.isNormal()).isTrue();
    assertThat(state.mayChangeBy(AlertEvent.STARTED_ON_TIME)).isFalse();
    assertThat(state.mayChangeBy(AlertEvent.SUCCEEDED)).isFalse();
  }

  @Test
  void failuresAreToldOnceUntilItSucceeds() {
    happens(AlertEvent.FAILED, AlertEvent.STARTED_ON_TIME, AlertEvent.FAILED, AlertEvent.FAILED);
    assertThat(told).containsExactly(Event.FAILED);

    happens(AlertEvent.SUCCEEDED, AlertEvent.SUCCEEDED);
    assertThat(told).containsExactly(Event.FAILED, Event.RECOVERED);
    assertThat(state.isNormal()).isTrue();

    happens(AlertEvent.FAILED);
    assertThat(told).containsExactly(Event.FAILED, Event.RECOVERED, Event.FAILED);
  }

  @Test
  void lateStartsAreToldOnceUntilOneIsOnTime() {
    happens(AlertEvent.STARTED_LATE, AlertEvent.SUCCEEDED, AlertEvent.STARTED_LATE);
    happens(AlertEvent.SUCCEEDED);
    assertThat(told).containsExactly(Event.LATE);

    happens(AlertEvent.STARTED_ON_TIME);
    assertThat(told).containsExactly(Event.LATE);
    happens(AlertEvent.SUCCEEDED);
    assertThat(told).containsExactly(Event.LATE, Event.RECOVERED);
    assertThat(state.isNormal()).isTrue();

    happens(AlertEvent.STARTED_LATE);
    assertThat(told).containsExactly(Event.LATE, Event.RECOVERED, Event.LATE);
  }

  @Test
  void skippedAndNotStartedOccurrencesAreToldOnceUntilOneStartsOnTime() {
    happens(AlertEvent.SKIPPED, AlertEvent.SKIPPED, AlertEvent.NOT_STARTED, AlertEvent.NOT_STARTED);
    happens(AlertEvent.STARTED_LATE, AlertEvent.SKIPPED, AlertEvent.NOT_STARTED);
    assertThat(told).containsExactly(Event.SKIPPED, Event.NOT_STARTED, Event.LATE);

    happens(AlertEvent.STARTED_ON_TIME, AlertEvent.SKIPPED, AlertEvent.NOT_STARTED);
    assertThat(told)
        .containsExactly(
            Event.SKIPPED, Event.NOT_STARTED, Event.LATE, Event.SKIPPED, Event.NOT_STARTED);
  }

  @Test
  void aJobHasNotRecoveredWhileItStartsLate() {
    happens(
        AlertEvent.STARTED_LATE, AlertEvent.FAILED, AlertEvent.STARTED_LATE, AlertEvent.SUCCEEDED);

    assertThat(told).containsExactly(Event.LATE, Event.FAILED);
    assertThat(state.raised()).containsExactly(Event.LATE);
  }

  @Test
  void aFailureIsToldAgainAfterASuccessThatStartedLate() {
    happens(AlertEvent.STARTED_LATE, AlertEvent.FAILED, AlertEvent.SUCCEEDED, AlertEvent.FAILED);

    assertThat(told).containsExactly(Event.LATE, Event.FAILED, Event.FAILED);
  }

  @Test
  void onlyWhatIsAskedForIsToldAndKept() {
    happens(EnumSet.of(Event.FAILED), AlertEvent.STARTED_LATE, AlertEvent.SKIPPED);
    assertThat(state.isNormal()).isTrue();

    happens(EnumSet.of(Event.FAILED), AlertEvent.FAILED, AlertEvent.SUCCEEDED);
    assertThat(told).containsExactly(Event.FAILED);
    assertThat(state.isNormal()).isTrue();
  }

  @Test
  void whatIsAskedForNoMoreIsForgotten() {
    happens(AlertEvent.FAILED, AlertEvent.STARTED_LATE);

    happens(EnumSet.noneOf(Event.class), AlertEvent.STARTED_ON_TIME, AlertEvent.SUCCEEDED);

    assertThat(state.isNormal()).isTrue();
  }

  @Test
  void isReadAsItWasWrittenWithWhatIsUntold() {
    Notification notice =
        Notifications.of("id1", Event.FAILED, JobWithAlarms.failed(JOB), JobWithAlarms.NOMINAL);
    AlertState kept =
        AlertState.NORMAL.after(
            AlertEvent.FAILED,
            ALL,
            event ->
                Optional.of(
                    new PendingNotification(notice, EnumSet.allOf(ChannelType.class), "n1")));

    assertThat(AlertStateDocument.read(AlertStateDocument.write(kept))).isEqualTo(kept);
    AlertState partly = kept.delivered("id1", ChannelType.MAIL);
    assertThat(AlertStateDocument.read(AlertStateDocument.write(partly))).isEqualTo(partly);
    assertThat(partly.pending("id1").orElseThrow().channels())
        .containsExactlyInAnyOrder(ChannelType.WEBHOOK, ChannelType.QUEUE);
    assertThat(
            partly
                .delivered("id1", ChannelType.WEBHOOK)
                .delivered("id1", ChannelType.QUEUE)
                .pending())
        .isEmpty();
  }

  @Test
  void keepsNoMoreUntoldThanItsLimit() {
    for (int i = 0; i < 30; i++) {
      Notification notice =
          Notifications.of(
              "id" + i, Event.FAILED, JobWithAlarms.failed(JOB), JobWithAlarms.NOMINAL);
      state =
          state.after(
              i % 2 == 0 ? AlertEvent.FAILED : AlertEvent.SUCCEEDED,
              ALL,
              event ->
                  Optional.of(new PendingNotification(notice, Set.of(ChannelType.WEBHOOK), "n1")));
    }

    assertThat(state.pending()).hasSize(AlertState.MAX_PENDING);
    assertThat(state.pending("id0")).isPresent();
  }

  @Test
  void aNoticeIsTakenFromTheOneNodeOnly() {
    Notification notice =
        Notifications.of("id1", Event.FAILED, JobWithAlarms.failed(JOB), JobWithAlarms.NOMINAL);
    AlertState kept =
        AlertState.NORMAL.after(
            AlertEvent.FAILED,
            ALL,
            event ->
                Optional.of(new PendingNotification(notice, Set.of(ChannelType.WEBHOOK), "n1")));

    AlertState taken = kept.takenOver("id1", "n1", "n2").takenOver("id1", "n1", "n3");

    assertThat(taken.pending("id1").orElseThrow().node()).isEqualTo("n2");
  }
}
