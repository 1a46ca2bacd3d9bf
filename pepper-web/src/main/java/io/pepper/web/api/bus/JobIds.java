package io.pepper.web.api.bus;

import io.pepper.definition.Fields;
import io.pepper.job.JobId;
import io.pepper.web.api.Refusal;
import java.util.List;

/** The ids of jobs in a request. */
final class JobIds {
  private static final int MAX_IDS = 1000;

  private JobIds() {}

  static List<JobId> read(Fields fields) {
    List<JobId> ids = fields.texts("ids").stream().map(text -> read("ids", text)).toList();
    if (ids.size() > MAX_IDS) {
      throw Refusal.of("ids", "must be at most " + MAX_IDS + ", not " + ids.size());
    }
    return ids;
  }

  static JobId read(String field, String text) {
    try {
      return JobId.parse(text);
    } catch (IllegalArgumentException e) {
      throw Refusal.of(field, e.getMessage());
    }
  }
}
