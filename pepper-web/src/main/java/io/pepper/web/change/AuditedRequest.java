package io.pepper.web.change;

import io.pepper.identity.Audit;
import io.pepper.web.access.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** The audit trail, as the caller of the present request adds to it. */
@RequestScoped
class AuditedRequest {
  @Inject private Audit audit;
  @Inject private CurrentCaller caller;

  /** Returns the name of the caller. */
  String caller() {
    return caller.name();
  }

  /**
   * Records a change in the audit trail.
   *
   * @param what such as {@code pause topic}
   * @param before what was there, without secrets; null for nothing
   * @param after what is there now, without secrets; null for nothing
   */
  void note(String what, Object subject, Object before, Object after) {
    audit.record(
        caller.actor(),
        what,
        subject.toString(),
        Optional.ofNullable(before).map(Object::toString),
        Optional.ofNullable(after).map(Object::toString));
  }
}
