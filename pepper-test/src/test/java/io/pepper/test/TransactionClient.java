package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.List;

/** A queue of two topics that nobody consumes, and a client that is logged in to it. */
final class TransactionClient implements AutoCloseable {
  static final String OK = "+OK\r\n";
  static final String QUEUED = "+QUEUED\r\n";
  static final String ABORTED = "-EXECABORT Transaction discarded because of previous errors.\r\n";

  private final Pepper pepper;
  private final String queue;
  private final RespSocket socket;

  /**
   * @param more fields of the queue's document, each with a comma behind it
   */
  TransactionClient(Pepper pepper, String queue, String more) throws IOException {
    this.pepper = pepper;
    this.queue = queue;
    pepper.define(
        queue,
        """
        {"password":"p",%s"topics":{"a":{"delivery":{"type":"pull"}},"b":{"delivery":{"type":"pull"}}}}\
        """
            .formatted(more));
    socket = new RespSocket(pepper.respPort()).login(queue, "p");
  }

  TransactionClient(Pepper pepper, String queue) throws IOException {
    this(pepper, queue, "");
  }

  RespSocket socket() {
    return socket;
  }

  String call(String... words) throws IOException {
    return socket.call(words);
  }

  TransactionClient begin() throws IOException {
    assertThat(call("MULTI")).isEqualTo(OK);
    return this;
  }

  TransactionClient queue(String... words) throws IOException {
    assertThat(call(words)).isEqualTo(QUEUED);
    return this;
  }

  void assertStored(int ready, int scheduled) {
    for (String topic : List.of("a", "b")) {
      JsonObject counts = pepper.counts(queue, topic);
      assertThat(counts.getInt("ready")).as(topic).isEqualTo(ready);
      assertThat(counts.getInt("scheduled")).as(topic).isEqualTo(scheduled);
    }
  }

  /** The first thousand that are ready, in the order in which they will be delivered. */
  List<String> payloads() {
    return pepper
        .rest()
        .get("/api/v1/queues/" + queue + "/topics/b/jobs?limit=1000")
        .expect2xx()
        .json()
        .getJsonArray("jobs")
        .getValuesAs(JsonObject.class)
        .stream()
        .map(job -> job.getString("payload"))
        .toList();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
