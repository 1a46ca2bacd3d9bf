package io.pepper.coordination.embedded;

import static io.pepper.coordination.CoordinationContract.TTL;
import static io.pepper.coordination.CoordinationContract.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.Coordination.Entry;
import io.pepper.coordination.Coordination.KeyWatch;
import io.pepper.coordination.Coordination.Lease;
import io.pepper.coordination.Coordination.Transaction;
import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.coordination.Heard;
import io.pepper.coordination.LeaseEndedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The embedded adapter on a disk that is slow or fails. */
@SuppressWarnings("try") // watches are opened for what they tell, not to be used
class KeyWriterThreadTest {
  @TempDir Path folder;
  private Coordination coordination;

  @BeforeEach
  void open() {
    coordination = new EmbeddedCoordination(UnsoundDisk.file(folder));
  }

  @AfterEach
  void close() {
    UnsoundDisk.fail(UnsoundDisk.Fault.NONE);
    UnsoundDisk.release();
    coordination.close();
  }

  @Test
  void showsNothingBeforeItIsDurable() throws Exception {
    Heard heard = new Heard();
    try (KeyWatch watch = coordination.watch("", heard)) {
      UnsoundDisk.hold();
      Future<Long> put = started(() -> coordination.put("a", bytes("1")));
      await().until(UnsoundDisk::isHeld);

      assertThat(coordination.get("a")).isEmpty();
      assertThat(coordination.list("").entries()).isEmpty();
      assertThat(heard.changes()).isEmpty();
      assertThat(put.isDone()).isFalse();

      UnsoundDisk.release();
      assertThat(coordination.list("").revision()).isLessThanOrEqualTo(put.get());
      assertThat(coordination.get("a").map(Entry::revision)).contains(put.get());
      await().until(() -> heard.changes().equals(List.of("a=1")));
    }
  }

  @Test
  void judgesConditionsByTheEarlierChangesOfTheSameBatch() throws Exception {
    holdABatch();
    List<Future<Optional<Long>>> rivals = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      rivals.add(waiting(() -> coordination.commit(lockedByOne())));
    }
    UnsoundDisk.release();

    int winners = 0;
    for (Future<Optional<Long>> rival : rivals) {
      winners += rival.get().isPresent() ? 1 : 0;
    }
    assertThat(winners).isEqualTo(1);
    assertThat(coordination.list("lock/").entries()).hasSize(2);
  }

  private static Transaction lockedByOne() {
    return Transaction.expecting("lock/a", 0).put("lock/a", bytes("1")).put("lock/b", bytes("1"));
  }

  @Test
  void endsALeaseWithTheKeysThatItGotInTheSameBatch() throws Exception {
    Lease lease = coordination.grant(TTL);
    coordination.commit(Transaction.unconditional().put("k/before", bytes("1"), lease));
    holdABatch();
    Future<Optional<Long>> put =
        waiting(() ->
            coordination.commit(
                Transaction.unconditional()
                    .put("k/same", bytes("1"), lease)
                    .put("k/before", bytes("2"))));
    Future<Boolean> ended = waiting(() -> closed(lease));
    Future<Optional<Long>> late =
        waiting(() ->
            coordination.commit(Transaction.unconditional().put("k/late", bytes("1"), lease)));
    UnsoundDisk.release();

    assertThat(put.get()).isPresent();
    assertThat(ended.get()).isTrue();
    assertThatThrownBy(late::get).hasCauseInstanceOf(LeaseEndedException.class);
    assertThat(coordination.list("k/").entries())
        .extracting(Entry::key)
        .containsExactly("k/before");
  }

  @ParameterizedTest
  @EnumSource(names = {"WRITING", "FORCING"})
  void failsTheWholeBatchAndGoesOnAsIfItHadNotBeen(UnsoundDisk.Fault fault) throws Exception {
    coordination.put("kept", bytes("1"));
    Lease lease = coordination.grant(TTL);
    coordination.commit(Transaction.unconditional().put("leased", bytes("1"), lease));
    Heard heard = new Heard();
    try (KeyWatch watch = coordination.watch("", heard)) {
      holdABatch();
      List<Future<?>> batch =
          List.of(
              waiting(() -> coordination.delete("kept")),
              waiting(() -> coordination.put("more", bytes("1"))),
              waiting(() -> coordination.commit(lockedByOne())),
              waiting(() -> coordination.commit(Transaction.expecting("more", 0))),
              waiting(() -> closed(lease)));
      UnsoundDisk.fail(fault);
      UnsoundDisk.release();

      for (Future<?> change : batch) {
        assertThatThrownBy(change::get)
            .cause()
            .isInstanceOf(CoordinationUnavailableException.class)
            .hasMessageContaining("cannot write " + folder + "/keys.mv");
      }
      assertThatThrownBy(() -> coordination.put("more", bytes("1")))
          .isInstanceOf(CoordinationUnavailableException.class);
      assertThat(keys()).containsExactly("first", "kept", "leased");
      assertThat(lease.isHeld()).isTrue();

      UnsoundDisk.fail(UnsoundDisk.Fault.NONE);
      long first = coordination.get("first").orElseThrow().revision();
      long later = coordination.put("later", bytes("1"));

      assertThat(later).isGreaterThan(first);
      await().until(() -> heard.values().size() == 4);
      assertThat(heard.changes()).containsExactly("kept=1", "leased=1", "first=1", "later=1");
    }
    List<Entry> lasting = coordination.list("").entries();
    coordination.close();
    coordination = new EmbeddedCoordination(UnsoundDisk.file(folder));
    assertThat(keys()).containsExactly("first", "kept", "later");
    assertThat(coordination.list("").entries())
        .allSatisfy(entry ->
            assertThat(lasting)
                .anyMatch(
                    was -> was.key().equals(entry.key()) && was.revision() == entry.revision()));
  }

  private List<String> keys() {
    return coordination.list("").entries().stream().map(Entry::key).toList();
  }

  private static boolean closed(Lease lease) {
    lease.close();
    return !lease.isHeld();
  }

  /** A batch is on its way to the disk, so that what comes now waits and becomes the next one. */
  private void holdABatch() {
    UnsoundDisk.hold();
    started(() -> coordination.put("first", bytes("1")));
    await().until(UnsoundDisk::isHeld);
  }

  private static <T> Future<T> started(Callable<T> change) {
    FutureTask<T> task = new FutureTask<>(change);
    Thread.ofVirtual().start(task);
    return task;
  }

  /** Returns when the change waits behind the batch that is held. */
  private static <T> Future<T> waiting(Callable<T> change) {
    FutureTask<T> task = new FutureTask<>(change);
    Thread thread = Thread.ofVirtual().start(task);
    await().until(() -> thread.getState() == Thread.State.WAITING);
    return task;
  }
}
