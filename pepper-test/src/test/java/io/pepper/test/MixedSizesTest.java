package io.pepper.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.fixtures.PhpFpm;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Jobs of mixed sizes up to the limit, in batches of 1, 10 and 100, to a php-fpm with an untouched
 * php.ini whose script throws on every 50th: executed and dead ones are all there are, each
 * executed one unharmed, and none succeeded that was not executed. {@code -Dpepper.long=true} takes
 * 10,000 jobs instead of 500.
 */
@ExtendWith(SharedPepper.class)
class MixedSizesTest {
  private static final int JOBS = Boolean.getBoolean("pepper.long") ? 10_000 : 500;
  private static final int BATCH_OF_PUSHES = 20;
  private static final List<Integer> BATCHES = List.of(1, 10, 100);

  private final Pepper pepper;
  private final Random random = new Random(50);
  private final Map<Integer, String> pushed = new HashMap<>();

  MixedSizesTest(Pepper pepper) {
    this.pepper = pepper;
  }

  @Test
  void everyJobIsExecutedOrDeadAndNoneBoth() throws IOException {
    try (PhpFpm fpm = PhpFpm.withChildren(4).start()) {
      long start = System.nanoTime();
      define(fpm);
      push();
      BATCHES.forEach(batch ->
          pepper.rest().post("/api/v1/queues/mixed/topics/b" + batch + "/resume", "").expect2xx());
      await()
          .atMost(Duration.ofMinutes(JOBS > 1000 ? 30 : 2))
          .pollInterval(Duration.ofMillis(200))
          .until(() -> BATCHES.stream().allMatch(this::ended));
      for (int batch : BATCHES) {
        check(fpm, batch);
      }
      System.out.printf("all in %.1f s%n", (System.nanoTime() - start) / 1e9);
    } finally {
      pepper.rest().delete("/api/v1/queues/mixed").expect2xx();
    }
  }

  private void define(PhpFpm fpm) {
    Path script = fpm.script("every50th.php", Resource.text("/php/every50th.php"));
    StringBuilder names = new StringBuilder();
    StringBuilder topics = new StringBuilder();
    for (int batch : BATCHES) {
      names.append("mixed/b").append(batch).append('\n');
      topics
          .append(topics.isEmpty() ? "" : ",")
          .append(
              """
              "b%d":{"batch":%d,"workers":2,"paused":true,
                "delivery":{"type":"fastcgi","address":"%s","script":"%s"},
                "retry":{"attempts":3,"backoff":"fixed","initial":"PT0.1S","max":"PT0.1S"}}\
              """
                  .formatted(batch, batch, fpm.address(), script));
    }
    fpm.script("topics.txt", names.toString());
    pepper.define("mixed", "{\"password\":\"p\",\"topics\":{" + topics + "}}");
  }

  private void push() throws IOException {
    try (RespSocket client = new RespSocket(pepper.respPort())) {
      client.login("mixed", "p");
      for (int number = 1; number <= JOBS; number++) {
        byte[] payload = payload(number);
        pushed.put(number, digest(payload));
        client.sendBytes(
            RespSocket.encoded("LPUSH".getBytes(UTF_8), "mixed".getBytes(UTF_8), payload));
        if (number % BATCH_OF_PUSHES == 0) {
          for (int i = 0; i < BATCH_OF_PUSHES; i++) {
            assertThat(client.reply()).startsWith(":");
          }
        }
      }
    }
  }

  /** Its number, then text, JSON or binary; one in a hundred is as large as a form may be. */
  private byte[] payload(int number) {
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    payload.writeBytes((number + " ").getBytes(UTF_8));
    if (number % 100 == 1) {
      payload.writeBytes(
          switch (number / 100 % 3) {
            case 0 -> new byte[980_000];
            case 1 -> "\"".repeat(1_040_000).getBytes(UTF_8);
            default -> "x".repeat(1_048_000).getBytes(UTF_8);
          });
      return payload.toByteArray();
    }
    int size = number % 10 == 3 ? random.nextInt(100_000) : random.nextInt(2_000);
    byte[] rest = new byte[size];
    random.nextBytes(rest);
    payload.writeBytes(
        switch (number % 3) {
          case 0 -> rest;
          case 1 -> "{\"k\":\"中\"}".repeat(size / 10).getBytes(UTF_8);
          default -> HexFormat.of().formatHex(rest).getBytes(UTF_8);
        });
    return payload.toByteArray();
  }

  private boolean ended(int batch) {
    JsonObject counts = pepper.counts("mixed", "b" + batch);
    return counts.getInt("ready") + counts.getInt("running") + counts.getInt("scheduled") == 0
        && counts.getInt("succeeded") + counts.getInt("dead") == JOBS;
  }

  private void check(PhpFpm fpm, int batch) throws IOException {
    Set<Integer> executed = new TreeSet<>();
    int executions = 0;
    for (String line : Files.readAllLines(fpm.folder().resolve("www/executed.log"))) {
      String[] part = line.split(" ");
      if (part[0].equals("b" + batch)) {
        int number = Integer.parseInt(part[1]);
        assertThat(part[2]).isEqualTo(pushed.get(number));
        executed.add(number);
        executions++;
      }
    }
    JsonObject counts = pepper.counts("mixed", "b" + batch);
    System.out.printf(
        "batch %d: %d pushed, %d executed (%d executions), %d dead, %d succeeded%n",
        batch,
        JOBS,
        executed.size(),
        executions,
        counts.getInt("dead"),
        counts.getInt("succeeded"));
    assertThat(counts.getInt("dead")).isEqualTo(JOBS / 50);
    assertThat(executed).hasSize(JOBS - JOBS / 50).allMatch(number -> number % 50 != 0);
    assertThat(counts.getInt("succeeded")).isEqualTo(executed.size());
  }

  private static String digest(byte[] payload) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(payload));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
