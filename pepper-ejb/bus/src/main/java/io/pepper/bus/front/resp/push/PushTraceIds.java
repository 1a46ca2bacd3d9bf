package io.pepper.bus.front.resp.push;

import io.pepper.bus.accept.JobIdGenerator;
import io.pepper.bus.accept.TraceIdGenerator;
import io.pepper.bus.front.resp.SingletonBean;
import jakarta.inject.Inject;

/** The trace ids of push commands, one new id each. */
@SingletonBean
class PushTraceIds {
  @Inject JobIdGenerator ids;
  @Inject TraceIdGenerator traceIds;

  String next() {
    return traceIds.of(ids.next());
  }
}
