package io.pepper.web.faces.bus.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.job.Job;
import io.pepper.job.JobState;
import io.pepper.job.TopicId;
import io.pepper.store.ListedJob;
import io.pepper.web.faces.Moment;
import io.pepper.web.faces.PlainText;
import io.pepper.web.faces.Readable;
import java.time.Instant;
import java.time.ZoneOffset;

/** One job in a list. */
public final class JobEntry {
  private static final int MAX_PAYLOAD_SHOWN = 200;
  private static final int MAX_ERROR_SHOWN = 300;

  private final TopicId topic;
  private final JobState state;
  private final ListedJob listed;
  private final String after;
  private final Instant now;

  /**
   * Creates an entry.
   *
   * @param after the cursor of its page, which makes it found at once; empty if unknown
   */
  JobEntry(TopicId topic, JobState state, ListedJob listed, String after, Instant now) {
    this.topic = topic;
    this.state = state;
    this.listed = listed;
    this.after = after;
    this.now = now;
  }

  private Job job() {
    return listed.job();
  }

  public String getId() {
    return job().id().toString();
  }

  /** Returns the query of the job's own page. */
  public String getQuery() {
    return PageAddress.of(
        "queue",
        topic.queue().value(),
        "topic",
        topic.topic().value(),
        "state",
        state.toString(),
        "id",
        getId(),
        "after",
        after);
  }

  /** Returns the beginning of the payload. */
  public String getPayload() {
    byte[] payload = job().payload();
    int end = Math.min(payload.length, MAX_PAYLOAD_SHOWN);
    String text = PlainText.of(new String(payload, 0, end, UTF_8));
    return end < payload.length ? text + "…" : text;
  }

  public String getSize() {
    return Readable.count(job().payload().length);
  }

  public Moment getAccepted() {
    return moment(job().id().acceptedAt());
  }

  /** Returns when a scheduled job becomes ready; null for others. */
  public Moment getDue() {
    return listed.due().map(this::moment).orElse(null);
  }

  public int getAttempts() {
    return job().attempts();
  }

  /** Returns when the latest attempt started; null before the first. */
  public Moment getLastAttempt() {
    return job().lastAttempt() == 0 ? null : moment(Instant.ofEpochSecond(job().lastAttempt()));
  }

  /** Returns the beginning of the last error; empty if there is none. */
  public String getError() {
    String error = job().lastError();
    return PlainText.of(
        error.length() <= MAX_ERROR_SHOWN ? error : error.substring(0, MAX_ERROR_SHOWN) + "…");
  }

  private Moment moment(Instant at) {
    return new Moment(at, now, ZoneOffset.UTC);
  }
}
