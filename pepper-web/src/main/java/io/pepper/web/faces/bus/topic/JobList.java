package io.pepper.web.faces.bus.topic;

import java.util.List;

/** One page of a topic's jobs in one state. */
final class JobList {
  private final List<JobEntry> entries;
  private final String next;
  private final String extent;
  private final String problem;

  /**
   * Creates a page.
   *
   * @param next the cursor of the next page; empty on the last one
   * @param extent how far a search came; empty for a list of all
   * @param problem why there is no list; empty if there is one
   */
  JobList(List<JobEntry> entries, String next, String extent, String problem) {
    this.entries = entries;
    this.next = next;
    this.extent = extent;
    this.problem = problem;
  }

  List<JobEntry> entries() {
    return entries;
  }

  String next() {
    return next;
  }

  String extent() {
    return extent;
  }

  String problem() {
    return problem;
  }
}
