package io.pepper.bus.front;

import io.pepper.bus.accept.JobIds;
import io.pepper.bus.accept.TraceIds;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Gives every command its trace id. */
@ApplicationScoped
class Traces {
  @Inject JobIds ids;
  @Inject TraceIds traceIds;

  String next() {
    return traceIds.of(ids.next());
  }
}
