package io.pepper.test;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Stock clients push with typed methods, with their default pipeline and in a transaction, all with
 * default options; then the queue holds exactly these jobs, byte for byte. A transaction of which
 * one push is refused leaves nothing.
 */
@ExtendWith(SharedPepper.class)
class ClientMatrixTest {
  private static final int PIPED = 20;
  private static final int QUEUED = 10;

  private final Pepper pepper;

  ClientMatrixTest(Pepper pepper) {
    this.pepper = pepper;
  }

  @ParameterizedTest
  @EnumSource(StockClient.class)
  void storesExactlyWhatAClientPushes(StockClient client) {
    String queue = "matrix-" + client.name().toLowerCase(Locale.ROOT);
    pepper.define(
        queue, "{\"password\":\"s3cret\",\"topics\":{\"all\":{\"delivery\":{\"type\":\"pull\"}}}}");

    Script run = client.push(pepper.respPort(), queue, "s3cret");

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output().lines())
        .as(run.output())
        .contains("pipeline " + PIPED, "transaction " + (QUEUED + 2))
        .anyMatch(line -> line.startsWith("refused ") && !line.endsWith("<nil>"));
    assertThat(payloads(queue, "ready"))
        .containsExactlyInAnyOrderElementsOf(expected(client.name()));
    assertThat(payloads(queue, "scheduled"))
        .containsExactlyInAnyOrder(client.name() + " zadd", client.name() + " tx zadd");
  }

  /** Bytes one to one in characters. */
  private static List<String> expected(String label) {
    byte[] all = new byte[256];
    IntStream.range(0, 256).forEach(i -> all[i] = (byte) i);
    List<String> payloads = new ArrayList<>();
    List.of("lpush", "rpush", "xadd", "binary " + new String(all, ISO_8859_1), "tx xadd")
        .forEach(each -> payloads.add(label + " " + each));
    IntStream.range(0, PIPED).forEach(i -> payloads.add(label + " pipe " + i));
    IntStream.range(0, QUEUED).forEach(i -> payloads.add(label + " tx " + i));
    return payloads;
  }

  private List<String> payloads(String queue, String state) {
    return pepper
        .rest()
        .get("/api/v1/queues/" + queue + "/topics/all/jobs?limit=1000&state=" + state)
        .expect2xx()
        .json()
        .getJsonArray("jobs")
        .getValuesAs(JsonObject.class)
        .stream()
        .map(ClientMatrixTest::payload)
        .toList();
  }

  private static String payload(JsonObject job) {
    byte[] bytes =
        job.containsKey("payload")
            ? job.getString("payload").getBytes(UTF_8)
            : Base64.getDecoder().decode(job.getString("payloadBase64"));
    return new String(bytes, ISO_8859_1);
  }
}
