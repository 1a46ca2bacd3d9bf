package io.pepper.bus.front;

import io.pepper.bus.accept.JobIds;
import io.pepper.bus.accept.TraceIds;
import jakarta.inject.Inject;

/** Gives every command its trace id. */
@Shared
class Traces {
  @Inject JobIds ids;
  @Inject TraceIds traceIds;

  String next() {
    return traceIds.of(ids.next());
  }
}
