package io.pepper.bus.front;

import io.pepper.bus.accept.JobIdGenerator;
import io.pepper.bus.accept.TraceIdGenerator;
import jakarta.inject.Inject;

/** Gives every command its trace id. */
@SingletonBean
class PushTraceIds {
  @Inject JobIdGenerator ids;
  @Inject TraceIdGenerator traceIds;

  String next() {
    return traceIds.of(ids.next());
  }
}
