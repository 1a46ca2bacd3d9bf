package io.pepper.web.api;

import io.pepper.bus.UnknownQueueException;
import io.pepper.bus.UnknownStoredJobException;
import io.pepper.bus.UnknownTopicException;
import io.pepper.bus.accept.RefusedException;
import io.pepper.config.edit.ReviewRequiredException;
import io.pepper.config.edit.StaleDraftException;
import io.pepper.config.edit.StaleFileException;
import io.pepper.config.edit.UnknownConfigException;
import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.cron.JobInUseException;
import io.pepper.cron.RunStateException;
import io.pepper.cron.UnknownJobException;
import io.pepper.cron.UnknownRunException;
import io.pepper.database.DatabaseUnavailableException;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.discovery.UnknownApplicationException;
import io.pepper.discovery.UnknownInstanceException;
import io.pepper.identity.access.InvalidIdentityException;
import io.pepper.identity.access.PermissionDeniedException;
import io.pepper.identity.external.ExternalLoginException;
import io.pepper.identity.login.LoginRefusedException;
import io.pepper.identity.login.LoginThrottledException;
import io.pepper.store.StoreUnavailableException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.UUID;

/** The edge where every exception of a call becomes a problem document. */
@Provider
public class Problems implements ExceptionMapper<Throwable> {
  private static final Logger LOG = System.getLogger(Problems.class.getName());
  private static final int RETRY_AFTER_SECONDS = 2;

  @Override
  public Response toResponse(Throwable failure) {
    return switch (failure) {
      case Refusal refusal -> refusal.getResponse();
      case WebApplicationException e -> ofServer(e);
      case PermissionDeniedException e -> finish(Problem.of(Status.FORBIDDEN, e.getMessage()));
      case LoginRefusedException e -> finish(Problem.of(Status.FORBIDDEN, e.getMessage()));
      case LoginThrottledException e -> later(Status.TOO_MANY_REQUESTS, e.getMessage());
      case InvalidIdentityException e ->
          finish(Problem.of(Status.BAD_REQUEST, e.getMessage()).at(e.field()));
      case InvalidDefinitionException e ->
          finish(Problem.of(Status.BAD_REQUEST, e.problem()).at(e.field()));
      case UnknownQueueException e ->
          finish(Problem.of(Status.NOT_FOUND, e.getMessage()).at("queue"));
      case UnknownStoredJobException e ->
          finish(Problem.of(Status.NOT_FOUND, e.getMessage()).at("id"));
      case UnknownTopicException e ->
          finish(Problem.of(Status.NOT_FOUND, e.getMessage()).at("topic"));
      case RefusedException.QueueFull e -> later(Status.TOO_MANY_REQUESTS, e.getMessage());
      case RefusedException.PayloadTooLarge e ->
          finish(Problem.of(Status.REQUEST_ENTITY_TOO_LARGE, e.getMessage()).at("payloads"));
      case RefusedException.FormTooLarge e ->
          finish(Problem.of(Status.REQUEST_ENTITY_TOO_LARGE, e.getMessage()).at("payloads"));
      case RefusedException e -> finish(Problem.of(Status.CONFLICT, e.getMessage()));
      case UnknownJobException e -> finish(Problem.of(Status.NOT_FOUND, e.getMessage()).at("name"));
      case UnknownApplicationException e ->
          finish(Problem.of(Status.NOT_FOUND, e.getMessage()).at("app"));
      case UnknownInstanceException e ->
          finish(Problem.of(Status.NOT_FOUND, e.getMessage()).at("name"));
      case UnknownRunException e -> finish(Problem.of(Status.NOT_FOUND, e.getMessage()).at("id"));
      case JobInUseException e -> finish(Problem.of(Status.CONFLICT, e.getMessage()).at("name"));
      case RunStateException e -> finish(Problem.of(Status.CONFLICT, e.getMessage()));
      case UnknownConfigException e -> finish(Problem.of(Status.NOT_FOUND, e.getMessage()));
      case StaleFileException e -> stale(e);
      case StaleDraftException e -> finish(Problem.of(Status.PRECONDITION_FAILED, e.getMessage()));
      case ReviewRequiredException e -> finish(Problem.of(Status.CONFLICT, e.getMessage()));
      case StoreUnavailableException e -> unavailable(e);
      case DatabaseUnavailableException e -> unavailable(e);
      case ExternalLoginException e -> unavailable(e);
      case CoordinationUnavailableException e -> unavailable(e);
      default -> unexpected(failure);
    };
  }

  /** Refusals by the JAX-RS server itself: unknown path, wrong method, wrong media type. */
  private static Response ofServer(WebApplicationException e) {
    Response given = e.getResponse();
    String detail =
        switch (given.getStatus()) {
          case 404 -> "there is nothing at this path; /openapi describes what there is";
          case 405 -> "this path takes " + given.getHeaderString(HttpHeaders.ALLOW);
          case 406 -> "this path answers with application/json, if /openapi names nothing else";
          case 415 -> "send the body as Content-Type: application/json, or as what /openapi names";
          default -> given.getStatusInfo().getReasonPhrase();
        };
    Response.ResponseBuilder response = Problem.of(given.getStatusInfo(), detail).toResponse();
    String allowed = given.getHeaderString(HttpHeaders.ALLOW);
    return allowed == null ? response.build() : response.header(HttpHeaders.ALLOW, allowed).build();
  }

  /** The header {@code ETag} says what the next attempt has to be made on. */
  private static Response stale(StaleFileException e) {
    Response.ResponseBuilder response =
        Problem.of(Status.PRECONDITION_FAILED, e.getMessage()).at("If-Match").toResponse();
    return e.version() == 0
        ? response.build()
        : response.tag(new EntityTag(Long.toString(e.version()))).build();
  }

  private static Response unavailable(RuntimeException e) {
    LOG.log(Level.WARNING, "a call was answered with 503: {0}", e.getMessage());
    return later(Status.SERVICE_UNAVAILABLE, e.getMessage());
  }

  private static Response later(Status status, String detail) {
    return Problem.of(status, detail)
        .toResponse()
        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
        .build();
  }

  /** Callers get a reference to the log, never the inside of the server. */
  private static Response unexpected(Throwable failure) {
    String reference = UUID.randomUUID().toString();
    LOG.log(Level.ERROR, "a call failed; reference " + reference, failure);
    return finish(
        Problem.of(
            Status.INTERNAL_SERVER_ERROR,
            "this should not have happened; the server's log has it under " + reference));
  }

  private static Response finish(Problem problem) {
    return problem.toResponse().build();
  }
}
