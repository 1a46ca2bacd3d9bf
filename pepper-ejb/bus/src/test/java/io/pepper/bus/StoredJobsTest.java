package io.pepper.bus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.bus.accept.RefusedException;
import io.pepper.job.Job;
import io.pepper.job.JobId;
import io.pepper.job.JobState;
import io.pepper.job.QueueName;
import io.pepper.job.TopicId;
import io.pepper.store.HeldJob;
import io.pepper.store.JobStore;
import io.pepper.store.ListedJob;
import io.pepper.store.StoreUnavailableException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do with stored jobs: find, search, push again. */
class StoredJobsTest {
  private static final TopicId TOPIC = TopicId.of("mail", "send");

  @TempDir Path data;
  private BusFixture bus;
  private boolean isDown;

  @BeforeEach
  void open() {
    bus = new BusFixture(data, this::withoutDeletions);
    bus.define(
        "mail",
        """
        {"maxPayloadBytes":2048,"topics":{"send":{"delivery":{"type":"pull"}},"log":{"delivery":{"type":"pull"}}}}
        """);
  }

  @AfterEach
  void close() {
    bus.close();
  }

  @Test
  void findsAJobInWhateverStateItIs() {
    List<JobId> ids = push("a", "b", "c");
    bury(1);
    bus.store().dequeue(TOPIC, 1);

    assertThat(find(ids.get(0)).state()).isEqualTo(JobState.DEAD);
    assertThat(find(ids.get(1)).state()).isEqualTo(JobState.RUNNING);
    assertThat(find(ids.get(2)).state()).isEqualTo(JobState.READY);
    assertThat(find(ids.get(2)).listed().job().payload()).asString(UTF_8).isEqualTo("c");
    assertThatThrownBy(() -> find(new JobId(7)))
        .isInstanceOf(UnknownStoredJobException.class)
        .hasMessageContaining("mail/send has no job 7");
  }

  @Test
  void searchesPayloadsErrorsAndIdsAndSaysHowFarItCame() {
    List<JobId> ids = push("to Ada", "to Bob", "ADA again");
    bury(2);

    assertThat(found(JobState.READY, "ada")).containsExactly(ids.get(2));
    assertThat(found(JobState.DEAD, "ada")).containsExactly(ids.get(0));
    assertThat(found(JobState.DEAD, "because of line 2")).containsExactly(ids.get(1));
    assertThat(found(JobState.DEAD, ids.get(0).toString())).containsExactly(ids.get(0));
    JobSearchResult none = search(JobState.DEAD, "nothing", Optional.empty(), 9);
    assertThat(none.jobs()).isEmpty();
    assertThat(none.lookedAt()).isEqualTo(2);
    assertThat(none.cursor()).isEmpty();
  }

  @Test
  void goesOnWithASearchWhereItStopped() {
    push(
        IntStream.range(0, 2_500)
            .mapToObj(i -> i % 100 == 7 ? "odd" : "even")
            .toArray(String[]::new));

    List<JobId> found = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    long lookedAt = 0;
    do {
      JobSearchResult part = search(JobState.READY, "odd", cursor, 10);
      part.jobs().forEach(listed -> found.add(listed.job().id()));
      lookedAt += part.lookedAt();
      cursor = part.cursor();
    } while (cursor.isPresent());

    assertThat(found).hasSize(25).doesNotHaveDuplicates();
    assertThat(lookedAt).isEqualTo(2_500);
  }

  @Test
  void pushesAnotherPayloadIntoThatTopicAloneAndDeletesTheOriginal() {
    push("wrong");
    FoundJob original = bury(1).getFirst();

    PushedAgain pushed = bus.jobs().pushAgain(TOPIC, original, "right".getBytes(UTF_8), true);

    assertThat(pushed.isDeleted()).isTrue();
    assertThat(payloads(JobState.READY)).containsExactly("right");
    assertThat(payloads(JobState.DEAD)).isEmpty();
    assertThat(bus.store().counts(TopicId.of("mail", "log")).ready()).isOne();
  }

  @Test
  void keepsTheOriginalIfAskedToOrIfItRuns() {
    push("wrong", "running");
    FoundJob dead = bury(1).getFirst();
    bus.store().dequeue(TOPIC, 1);
    ListedJob running =
        bus.store().browse(TOPIC, JobState.RUNNING, Optional.empty(), 1).jobs().getFirst();
    byte[] right = "right".getBytes(UTF_8);

    assertThat(bus.jobs().pushAgain(TOPIC, dead, right, false).isDeleted()).isFalse();
    assertThat(
            bus.jobs()
                .pushAgain(TOPIC, new FoundJob(JobState.RUNNING, running), right, true)
                .isDeleted())
        .isFalse();

    assertThat(payloads(JobState.READY)).containsExactly("right", "right");
    assertThat(payloads(JobState.DEAD)).containsExactly("wrong");
  }

  @Test
  void losesNothingIfItEndsBetweenThePushAndTheDeletion() {
    push("wrong");
    FoundJob original = bury(1).getFirst();
    isDown = true;

    assertThatThrownBy(() -> bus.jobs().pushAgain(TOPIC, original, "right".getBytes(UTF_8), true))
        .isInstanceOf(StoreUnavailableException.class);

    bus.close();
    bus = new BusFixture(data);
    assertThat(payloads(JobState.READY)).containsExactly("right");
    assertThat(payloads(JobState.DEAD)).containsExactly("wrong");
  }

  @Test
  void refusesAPayloadThatTheQueueRefusesAndKeepsTheOriginal() {
    push("wrong");
    FoundJob original = bury(1).getFirst();

    assertThatThrownBy(() -> bus.jobs().pushAgain(TOPIC, original, new byte[2_049], true))
        .isInstanceOf(RefusedException.PayloadTooLarge.class);

    assertThat(payloads(JobState.DEAD)).containsExactly("wrong");
  }

  private List<JobId> push(String... payloads) {
    List<byte[]> bytes = List.of(payloads).stream().map(text -> text.getBytes(UTF_8)).toList();
    return bus.jobs().push(new QueueName("mail"), bytes, Duration.ZERO);
  }

  /** Lets the next jobs fail for good. */
  private List<FoundJob> bury(int count) {
    List<FoundJob> buried = new ArrayList<>();
    for (HeldJob held : bus.store().dequeue(TOPIC, count)) {
      Job failed = held.job().failed("Because of line " + (buried.size() + 1), "", Duration.ZERO);
      bus.store().bury(held, failed).join();
      buried.add(find(failed.id()));
    }
    return buried;
  }

  private FoundJob find(JobId id) {
    return bus.finder().find(TOPIC, id, Optional.of(JobState.DEAD), Optional.of("stale"));
  }

  private JobSearchResult search(JobState state, String text, Optional<String> cursor, int limit) {
    return bus.finder().search(TOPIC, state, text, cursor, limit);
  }

  private List<JobId> found(JobState state, String text) {
    return search(state, text, Optional.empty(), 9).jobs().stream()
        .map(listed -> listed.job().id())
        .toList();
  }

  private List<String> payloads(JobState state) {
    return bus.store().browse(TOPIC, state, Optional.empty(), 9).jobs().stream()
        .map(listed -> new String(listed.job().payload(), UTF_8))
        .toList();
  }

  /** Returns a store that refuses deletions while it is down. */
  private JobStore withoutDeletions(JobStore store) {
    return (JobStore)
        Proxy.newProxyInstance(
            JobStore.class.getClassLoader(),
            new Class<?>[] {JobStore.class},
            (proxy, method, arguments) -> {
              if (isDown && method.getName().equals("delete")) {
                throw new StoreUnavailableException("the store is down", null);
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
