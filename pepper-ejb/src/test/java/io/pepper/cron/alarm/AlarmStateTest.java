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

class AlarmStateTest {
  private static final Set<Event> ALL = EnumSet.allOf(Event.class);
  private static final CronJob JOB =
      AlarmedJob.named("job1", AlarmedJob.ALL, "\"webhook\":\"http://localhost/\"");

  private final List<Event> told = new ArrayList<>();
  private AlarmState state = AlarmState.ORDINARY;

  private AlarmStateTest happens(Set<Event> on, Happening... what) {
    for (Happening each : what) {
      if (state.mayChangeBy(each)) {
        state = state.after(each, on, this::tell);
      }
    }
    return this;
  }

  private AlarmStateTest happens(Happening... what) {
    return happens(ALL, what);
  }

  private Optional<Untold> tell(Event event) {
    told.add(event);
    return Optional.empty();
  }

  @Test
  void aHealthyJobStaysAsItIs() {
    happens(Happening.STARTED_ON_TIME, Happening.SUCCEEDED);

    assertThat(told).isEmpty();
    assertThat(state.isOrdinary()).isTrue();
    assertThat(state.mayChangeBy(Happening.STARTED_ON_TIME)).isFalse();
    assertThat(state.mayChangeBy(Happening.SUCCEEDED)).isFalse();
  }

  @Test
  void failuresAreToldOnceUntilItSucceeds() {
    happens(Happening.FAILED, Happening.STARTED_ON_TIME, Happening.FAILED, Happening.FAILED);
    assertThat(told).containsExactly(Event.FAILED);

    happens(Happening.SUCCEEDED, Happening.SUCCEEDED);
    assertThat(told).containsExactly(Event.FAILED, Event.RECOVERED);
    assertThat(state.isOrdinary()).isTrue();

    happens(Happening.FAILED);
    assertThat(told).containsExactly(Event.FAILED, Event.RECOVERED, Event.FAILED);
  }

  @Test
  void lateStartsAreToldOnceUntilOneIsOnTime() {
    happens(Happening.STARTED_LATE, Happening.SUCCEEDED, Happening.STARTED_LATE);
    happens(Happening.SUCCEEDED);
    assertThat(told).containsExactly(Event.LATE);

    happens(Happening.STARTED_ON_TIME);
    assertThat(told).containsExactly(Event.LATE);
    happens(Happening.SUCCEEDED);
    assertThat(told).containsExactly(Event.LATE, Event.RECOVERED);
    assertThat(state.isOrdinary()).isTrue();

    happens(Happening.STARTED_LATE);
    assertThat(told).containsExactly(Event.LATE, Event.RECOVERED, Event.LATE);
  }

  @Test
  void skippedAndNotStartedOccurrencesAreToldOnceUntilOneStartsOnTime() {
    happens(Happening.SKIPPED, Happening.SKIPPED, Happening.NOT_STARTED, Happening.NOT_STARTED);
    happens(Happening.STARTED_LATE, Happening.SKIPPED, Happening.NOT_STARTED);
    assertThat(told).containsExactly(Event.SKIPPED, Event.NOT_STARTED, Event.LATE);

    happens(Happening.STARTED_ON_TIME, Happening.SKIPPED, Happening.NOT_STARTED);
    assertThat(told)
        .containsExactly(
            Event.SKIPPED, Event.NOT_STARTED, Event.LATE, Event.SKIPPED, Event.NOT_STARTED);
  }

  @Test
  void aJobHasNotRecoveredWhileItStartsLate() {
    happens(Happening.STARTED_LATE, Happening.FAILED, Happening.STARTED_LATE, Happening.SUCCEEDED);

    assertThat(told).containsExactly(Event.LATE, Event.FAILED);
    assertThat(state.raised()).containsExactly(Event.LATE);
  }

  @Test
  void aFailureIsToldAgainAfterASuccessThatStartedLate() {
    happens(Happening.STARTED_LATE, Happening.FAILED, Happening.SUCCEEDED, Happening.FAILED);

    assertThat(told).containsExactly(Event.LATE, Event.FAILED, Event.FAILED);
  }

  @Test
  void onlyWhatIsAskedForIsToldAndKept() {
    happens(EnumSet.of(Event.FAILED), Happening.STARTED_LATE, Happening.SKIPPED);
    assertThat(state.isOrdinary()).isTrue();

    happens(EnumSet.of(Event.FAILED), Happening.FAILED, Happening.SUCCEEDED);
    assertThat(told).containsExactly(Event.FAILED);
    assertThat(state.isOrdinary()).isTrue();
  }

  @Test
  void whatIsAskedForNoMoreIsForgotten() {
    happens(Happening.FAILED, Happening.STARTED_LATE);

    happens(EnumSet.noneOf(Event.class), Happening.STARTED_ON_TIME, Happening.SUCCEEDED);

    assertThat(state.isOrdinary()).isTrue();
  }

  @Test
  void isReadAsItWasWrittenWithWhatIsUntold() {
    Notice notice = Notices.of("id1", Event.FAILED, AlarmedJob.failed(JOB), AlarmedJob.NOMINAL);
    AlarmState kept =
        AlarmState.ORDINARY.after(
            Happening.FAILED,
            ALL,
            event -> Optional.of(new Untold(notice, EnumSet.allOf(Channel.class), "n1")));

    assertThat(StateDocument.read(StateDocument.write(kept))).isEqualTo(kept);
    AlarmState partly = kept.told("id1", Channel.MAIL);
    assertThat(StateDocument.read(StateDocument.write(partly))).isEqualTo(partly);
    assertThat(partly.untold("id1").orElseThrow().to())
        .containsExactlyInAnyOrder(Channel.WEBHOOK, Channel.QUEUE);
    assertThat(partly.told("id1", Channel.WEBHOOK).told("id1", Channel.QUEUE).untold()).isEmpty();
  }

  @Test
  void keepsNoMoreUntoldThanItsLimit() {
    for (int i = 0; i < 30; i++) {
      Notice notice =
          Notices.of("id" + i, Event.FAILED, AlarmedJob.failed(JOB), AlarmedJob.NOMINAL);
      state =
          state.after(
              i % 2 == 0 ? Happening.FAILED : Happening.SUCCEEDED,
              ALL,
              event -> Optional.of(new Untold(notice, Set.of(Channel.WEBHOOK), "n1")));
    }

    assertThat(state.untold()).hasSize(AlarmState.MOST_UNTOLD);
    assertThat(state.untold("id0")).isPresent();
  }

  @Test
  void aNoticeIsTakenFromTheOneNodeOnly() {
    Notice notice = Notices.of("id1", Event.FAILED, AlarmedJob.failed(JOB), AlarmedJob.NOMINAL);
    AlarmState kept =
        AlarmState.ORDINARY.after(
            Happening.FAILED,
            ALL,
            event -> Optional.of(new Untold(notice, Set.of(Channel.WEBHOOK), "n1")));

    AlarmState taken = kept.taken("id1", "n1", "n2").taken("id1", "n1", "n3");

    assertThat(taken.untold("id1").orElseThrow().by()).isEqualTo("n2");
  }
}
