package io.pepper.store.embedded;

import io.pepper.job.JobJson;
import io.pepper.job.TopicId;
import io.pepper.store.JobStore.Append;
import java.util.ArrayList;
import java.util.List;

/**
 * The ready jobs of one push to one topic as they are stored, encoded on the caller's thread.
 *
 * @param jobs one JSON text each
 */
record EncodedAppend(TopicId topic, byte[][] jobs) {
  static List<EncodedAppend> of(List<Append> entries) {
    List<EncodedAppend> encoded = new ArrayList<>(entries.size());
    for (Append entry : entries) {
      byte[][] jobs = new byte[entry.jobs().size()][];
      for (int i = 0; i < jobs.length; i++) {
        jobs[i] = JobJson.write(entry.jobs().get(i));
      }
      encoded.add(new EncodedAppend(entry.topic(), jobs));
    }
    return encoded;
  }

  /** Returns the bytes of all jobs of all entries. */
  static long bytes(List<EncodedAppend> entries) {
    long bytes = 0;
    for (EncodedAppend entry : entries) {
      for (byte[] job : entry.jobs()) {
        bytes += job.length;
      }
    }
    return bytes;
  }
}
