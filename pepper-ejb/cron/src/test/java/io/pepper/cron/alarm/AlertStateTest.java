package io.pepper.cron.alarm;

import static org.assertj.core.api.Assertions.assertThat;

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
      AlarmedJob.named("job1", AlarmedJob.ALL, "\"webhook\":\"http://localhost/\"");

  private final List<Event> told = new ArrayList<>();
  private AlertState state = AlertState.ORDINARY;

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
    assertThat(state.isOrdinary()).isTrue();
    assertThat(state.mayChangeBy(AlertEvent.STARTED_ON_TIME)).isFalse();
    assertThat(state.mayChangeBy(AlertEvent.SUCCEEDED)).isFalse();
  }

  @Test
  void failuresAreToldOnceUntilItSucceeds() {
    happens(AlertEvent.FAILED, AlertEvent.STARTED_ON_TIME, AlertEvent.FAILED, AlertEvent.FAILED);
    assertThat(told).containsExactly(Event.FAILED);

    happens(AlertEvent.SUCCEEDED, AlertEvent.SUCCEEDED);
    assertThat(told).containsExactly(Event.FAILED, Event.RECOVERED);
    assertThat(state.isOrdinary()).isTrue();

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
    assertThat(state.isOrdinary()).isTrue();

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
    assertThat(state.isOrdinary()).isTrue();

    happens(EnumSet.of(Event.FAILED), AlertEvent.FAILED, AlertEvent.SUCCEEDED);
    assertThat(told).containsExactly(Event.FAILED);
    assertThat(state.isOrdinary()).isTrue();
  }

  @Test
  void whatIsAskedForNoMoreIsForgotten() {
    happens(AlertEvent.FAILED, AlertEvent.STARTED_LATE);

    happens(EnumSet.noneOf(Event.class), AlertEvent.STARTED_ON_TIME, AlertEvent.SUCCEEDED);

    assertThat(state.isOrdinary()).isTrue();
  }

  @Test
  void isReadAsItWasWrittenWithWhatIsUntold() {
    Notification notice =
        Notifications.of("id1", Event.FAILED, AlarmedJob.failed(JOB), AlarmedJob.NOMINAL);
    AlertState kept =
        AlertState.ORDINARY.after(
            AlertEvent.FAILED,
            ALL,
            event ->
                Optional.of(
                    new PendingNotification(
                        notice, EnumSet.allOf(NotificationTarget.class), "n1")));

    assertThat(AlertStateDocument.read(AlertStateDocument.write(kept))).isEqualTo(kept);
    AlertState partly = kept.told("id1", NotificationTarget.MAIL);
    assertThat(AlertStateDocument.read(AlertStateDocument.write(partly))).isEqualTo(partly);
    assertThat(partly.untold("id1").orElseThrow().to())
        .containsExactlyInAnyOrder(NotificationTarget.WEBHOOK, NotificationTarget.QUEUE);
    assertThat(
            partly
                .told("id1", NotificationTarget.WEBHOOK)
                .told("id1", NotificationTarget.QUEUE)
                .untold())
        .isEmpty();
  }

  @Test
  void keepsNoMoreUntoldThanItsLimit() {
    for (int i = 0; i < 30; i++) {
      Notification notice =
          Notifications.of("id" + i, Event.FAILED, AlarmedJob.failed(JOB), AlarmedJob.NOMINAL);
      state =
          state.after(
              i % 2 == 0 ? AlertEvent.FAILED : AlertEvent.SUCCEEDED,
              ALL,
              event ->
                  Optional.of(
                      new PendingNotification(notice, Set.of(NotificationTarget.WEBHOOK), "n1")));
    }

    assertThat(state.untold()).hasSize(AlertState.MOST_UNTOLD);
    assertThat(state.untold("id0")).isPresent();
  }

  @Test
  void aNoticeIsTakenFromTheOneNodeOnly() {
    Notification notice =
        Notifications.of("id1", Event.FAILED, AlarmedJob.failed(JOB), AlarmedJob.NOMINAL);
    AlertState kept =
        AlertState.ORDINARY.after(
            AlertEvent.FAILED,
            ALL,
            event ->
                Optional.of(
                    new PendingNotification(notice, Set.of(NotificationTarget.WEBHOOK), "n1")));

    AlertState taken = kept.taken("id1", "n1", "n2").taken("id1", "n1", "n3");

    assertThat(taken.untold("id1").orElseThrow().by()).isEqualTo("n2");
  }
}
