package io.pepper.coordination.embedded;

import static java.util.stream.Collectors.toMap;
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
import io.pepper.coordination.TransactionContract;
import io.pepper.settings.InvalidSettingException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // watches are opened for what they tell, not to be used
class EmbeddedCoordinationTest extends TransactionContract {
  @TempDir Path folder;

  @Override
  protected Coordination open() {
    return new EmbeddedCoordination(folder);
  }

  @Test
  void forgetsKeysUnderALeaseWhenItRestarts() {
    Lease lease = coordination.grant(TTL);
    coordination.put("was/lasting", bytes("1"));
    long lasting = coordination.get("was/lasting").orElseThrow().revision();
    coordination.compareAndPut("was/lasting", lasting, bytes("2"), Optional.of(lease));
    long last = coordination.compareAndPut("k", 0, bytes("1"), Optional.of(lease)).orElseThrow();
    coordination.close();

    coordination = open();

    assertThat(coordination.list("").entries()).isEmpty();
    assertThat(lease.isHeld()).isFalse();
    assertThat(coordination.put("k", bytes("1"))).isGreaterThan(last);
  }

  @Test
  void refusesAFolderThatIsInUse() {
    assertThatThrownBy(this::open)
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("pepper.data")
        .hasMessageContaining("no other running Pepper");
  }

  @Test
  void saysThatItIsClosed() {
    coordination.close();
    assertThatThrownBy(() -> coordination.put("k", bytes("1")))
        .isInstanceOf(CoordinationUnavailableException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void survivesCallersThatAreInterrupted() throws Exception {
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              Thread.currentThread().interrupt();
              coordination.put("k", bytes("1"));
            });
    caller.join();
    coordination.put("l", bytes("1"));
    assertThat(coordination.list("").entries()).hasSize(2);
  }

  @Test
  void tellsASlowListenerTheNetEffectInsteadOfQueuingWithoutEnd() {
    CountDownLatch slow = new CountDownLatch(1);
    Heard heard = new Heard();
    try (KeyWatch watch =
        coordination.watch(
            "nodes/",
            change -> {
              awaitQuietly(slow);
              heard.accept(change);
            })) {
      // Under a lease: not forced to disk, so that ten thousand changes are quick.
      Lease lease = coordination.grant(TTL);
      long revision = 0;
      for (int i = 0; i < 10_000; i++) {
        revision =
            coordination
                .compareAndPut("nodes/a", revision, bytes("" + i), Optional.of(lease))
                .orElseThrow();
      }
      slow.countDown();
      await().until(() -> "9999".equals(heard.values().get("nodes/a")));
      assertThat(heard.changes()).hasSizeLessThan(9_000);
      assertThat(heard.wentBack()).isEmpty();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void hasEveryAcknowledgedTransactionAndNoHalfOneAfterEachKill() throws Exception {
    Set<String> acknowledged = new HashSet<>();
    for (int life = 0; life < 6; life++) {
      coordination.close();
      acknowledged.addAll(acknowledgedUntilKilled(life));

      coordination = open();

      Map<String, Long> left = revisions("left/");
      assertThat(revisions("right/")).isEqualTo(left);
      assertThat(left.keySet()).containsAll(acknowledged);
      assertThat(revisions("before/")).doesNotContainKeys(acknowledged.toArray(String[]::new));
      assertThat(coordination.put("next", bytes("1")))
          .isGreaterThan(left.values().stream().mapToLong(Long::longValue).max().orElseThrow());
    }
  }

  private Map<String, Long> revisions(String prefix) {
    return coordination.list(prefix).entries().stream()
        .collect(toMap(entry -> entry.key().substring(prefix.length()), Entry::revision));
  }

  private Set<String> acknowledgedUntilKilled(int life) throws Exception {
    Process writer =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                Writing.class.getName(),
                folder.toString(),
                Integer.toString(life))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Set<String> acknowledged = new HashSet<>();
    try (BufferedReader out = new BufferedReader(new InputStreamReader(writer.getInputStream()))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        // The last line may be cut off.
        if (line.endsWith(".")) {
          acknowledged.add(line.substring(0, line.length() - 1));
        }
        if (acknowledged.size() == 300) {
          // Not Process.destroyForcibly, which throws away what was printed.
          writer.toHandle().destroyForcibly();
        }
      }
    }
    writer.waitFor();
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(300);
    return acknowledged;
  }

  /**
   * Commits without end, from many threads, and prints the name of each transaction and a full stop
   * once it was acknowledged.
   */
  static final class Writing {
    private static final int THREADS = 32;

    public static void main(String[] arguments) {
      Coordination coordination = new EmbeddedCoordination(Path.of(arguments[0]));
      for (int thread = 0; thread < THREADS; thread++) {
        String name = arguments[1] + "-" + thread + "-";
        Thread.ofPlatform().start(() -> commitWithoutEnd(coordination, name));
      }
    }

    private static void commitWithoutEnd(Coordination coordination, String name) {
      for (int i = 0; ; i++) {
        String mine = name + i;
        coordination.put("before/" + mine, bytes("1"));
        // So large that a batch fills more than one of the file's buffers.
        coordination.commit(
            Transaction.expecting("left/" + mine, 0)
                .put("left/" + mine, new byte[20_000])
                .put("right/" + mine, new byte[20_000])
                .delete("before/" + mine));
        System.out.println(mine + ".");
      }
    }
  }
}
