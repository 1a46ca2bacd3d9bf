package io.pepper.web.change;

import io.pepper.identity.Actor;
import io.pepper.identity.Audit;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Objects;
import java.util.Optional;

/** The audit trail, as the caller of the present request adds to it. */
@RequestScoped
public class AuditedRequest {
  @Inject private Audit audit;
  @Inject private HttpServletRequest request;

  /** Returns the name of the caller. */
  String caller() {
    Principal caller = request.getUserPrincipal();
    return caller == null ? "unknown" : caller.getName();
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
        new Actor(caller(), Objects.requireNonNullElse(request.getRemoteAddr(), "unknown")),
        what,
        subject.toString(),
        Optional.ofNullable(before).map(Object::toString),
        Optional.ofNullable(after).map(Object::toString));
  }
}
