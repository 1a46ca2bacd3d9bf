package io.pepper.bus.definition;

import io.pepper.job.Job;
import io.pepper.job.JobId;
import io.pepper.job.JobJson;
import io.pepper.job.QueueName;
import io.pepper.job.TopicId;
import io.pepper.job.TopicName;
import io.pepper.outbound.FormBody;

/**
 * The size of jobs in the form to a consumer, in bytes, so that no job is accepted that cannot be
 * delivered (docs/protocol.md, How large a form may be). Values that change from attempt to attempt
 * count with their longest form: a job that fits once fits always.
 */
public final class FormSize {
  /** The default limit, safely under the 8 MiB of a default php.ini ({@code post_max_size}). */
  public static final int DEFAULT_MAX_BYTES = 7_680 << 10;

  public static final int MIN_BYTES = 16 << 10;
  public static final int MAX_BYTES = 256 << 20;

  private static final byte[] WIDTHS = FormBody.widths();

  /** The most bytes for one byte: {@code %5Cufffd} if it is not UTF-8, and four in base64. */
  private static final int MAX_PER_BYTE = 12;

  private static final String MAX_TRACE_ID = "18446744073709551615-4294967295-65535";
  private static final JobId MAX_ID = new JobId(-1);
  private static final long MAX_SECOND = 99_999_999_999L;
  private static final int SEPARATOR = 3;

  /** The size of a job without its payload. */
  private static final long JOB_FRAME = of(new byte[0]);

  /** The size of {@code contentBase64} without the bytes themselves, with its padding. */
  private static final int BASE64_FRAME = 64;

  private static final int FRAME =
      new FormBody(256)
          .field("IS_PEPPER_BUS_REQUEST", "true")
          .field("jobs", "[]")
          .field("outTraceId", MAX_TRACE_ID)
          .field("queue", "")
          .field("topic", "")
          .field("type", "data")
          .toBytes()
          .length;

  private FormSize() {}

  /** Returns the size of a form without its jobs. */
  public static int frame(TopicId topic) {
    return frame(topic.queue(), topic.topic());
  }

  /** Returns the size of a form without its jobs. */
  public static int frame(QueueName queue, TopicName topic) {
    return FRAME + queue.value().length() + topic.value().length();
  }

  /** Returns the largest size of a payload as a job, computed from its length alone. */
  public static long upperBound(int payloadBytes) {
    return JOB_FRAME + BASE64_FRAME + (long) MAX_PER_BYTE * payloadBytes;
  }

  /** Returns the largest size of a job, computed from lengths alone. */
  public static long upperBound(Job job) {
    int trace = job.inTraceId().length();
    return upperBound(job.payload().length)
        + (trace <= MAX_TRACE_ID.length() ? 0 : (long) MAX_PER_BYTE * trace);
  }

  /** Returns the size of a payload as a job that Pepper accepts. */
  public static long of(byte[] payload) {
    return of(MAX_ID, MAX_TRACE_ID, payload);
  }

  /** Returns the size of a job in this attempt and in any other. */
  public static long of(Job job) {
    return of(job.id(), job.inTraceId(), job.payload());
  }

  private static long of(JobId id, String inTraceId, byte[] payload) {
    Job longest =
        new Job(id, inTraceId, payload, Integer.MAX_VALUE, MAX_SECOND, Integer.MAX_VALUE, "");
    return SEPARATOR + JobJson.of(longest).encodedLength(WIDTHS);
  }

  /** Returns the error text for a job that cannot be sent, with the remedy. */
  public static String tooLargeMessage(TopicId topic, long formBytes, int maxFormBytes) {
    return ("as a form for topic %s the job has %,d bytes (escapes of JSON and of the form included),"
            + " more than the %,d of its maxFormBytes; make the payload smaller, or raise"
            + " maxFormBytes (or pepper.delivery.max-form-bytes) together with the consumer's"
            + " post_max_size")
        .formatted(topic, formBytes, maxFormBytes);
  }
}
