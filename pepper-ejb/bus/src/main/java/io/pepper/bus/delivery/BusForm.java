package io.pepper.bus.delivery;

import io.pepper.job.Job;
import io.pepper.job.JobJson;
import io.pepper.outbound.FormBody;
import java.util.List;

/**
 * The form that consumers of the bus read, keys in byte order (docs/protocol.md, What the consumer
 * gets). Its flag is sent once, as every known consumer reads it. {@link
 * io.pepper.bus.definition.FormSize} computes its size beforehand.
 */
final class BusForm {
  private static final String FLAG = "IS_PEPPER_BUS_REQUEST";
  private static final byte[] PING =
      new FormBody(64).field(FLAG, "true").field("type", "ping").toBytes();

  private BusForm() {}

  static byte[] ping() {
    return PING.clone();
  }

  static byte[] data(DeliveryRequest request) {
    byte[] jobs = array(request.jobs());
    return new FormBody(256 + jobs.length * 3 / 2)
        .field(FLAG, "true")
        .field("jobs", jobs)
        .field("outTraceId", request.traceId())
        .field("queue", request.topic().queue().value())
        .field("topic", request.topic().topic().value())
        .field("type", "data")
        .toBytes();
  }

  /** Encodes the jobs as one JSON array. */
  private static byte[] array(List<Job> jobs) {
    JobJson[] texts = new JobJson[jobs.size()];
    int length = 1 + texts.length;
    for (int i = 0; i < texts.length; i++) {
      texts[i] = JobJson.of(jobs.get(i).forConsumer());
      length += texts[i].length();
    }
    byte[] array = new byte[length];
    int at = 0;
    for (JobJson text : texts) {
      array[at] = (byte) (at == 0 ? '[' : ',');
      at = text.writeTo(array, at + 1);
    }
    array[at] = ']';
    return array;
  }
}
