package io.pepper.bus.delivery;

import io.pepper.job.Job;
import io.pepper.job.JobJson;
import io.pepper.outbound.FormBody;
import java.util.List;

/**
 * The form that consumers of the bus read, keys in byte order. The flag is sent once: every known
 * consumer reads it once. How large it becomes is known beforehand ({@link
 * io.pepper.bus.definition.FormSize}).
 */
final class BusForm {
  private static final String FLAG = "IS_PEPPER_BUS_REQUEST";
  private static final byte[] PING =
      new FormBody(64).field(FLAG, "true").field("type", "ping").toBytes();

  private BusForm() {}

  static byte[] ping() {
    return PING.clone();
  }

  static byte[] data(DeliveryRequest parcel) {
    byte[] jobs = array(parcel.jobs());
    return new FormBody(256 + jobs.length * 3 / 2)
        .field(FLAG, "true")
        .field("jobs", jobs)
        .field("outTraceId", parcel.traceId())
        .field("queue", parcel.topic().queue().value())
        .field("topic", parcel.topic().topic().value())
        .field("type", "data")
        .toBytes();
  }

  /** The jobs as one JSON array. */
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
