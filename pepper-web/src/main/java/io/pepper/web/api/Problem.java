package io.pepper.web.api;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.core.Response;

/**
 * A refusal as a problem document (RFC 9457).
 *
 * @param field the member of the request at fault as a path such as {@code topics.mail.workers};
 *     empty when no single one is
 */
record Problem(Response.StatusType status, String detail, String field) {
  static final String MEDIA_TYPE = "application/problem+json";

  static Problem of(Response.StatusType status, String detail) {
    return new Problem(status, detail, "");
  }

  Problem at(String field) {
    return new Problem(status, detail, field);
  }

  JsonObject toJson() {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("type", "about:blank")
            .add("title", status.getReasonPhrase())
            .add("status", status.getStatusCode())
            .add("detail", detail);
    if (!field.isEmpty()) {
      json.add("field", field);
    }
    return json.build();
  }

  /**
   * Returns the response with the document as text, so that no writer of the server is needed: an
   * error must always reach the caller.
   */
  Response.ResponseBuilder toResponse() {
    return Response.status(status).type(MEDIA_TYPE).entity(toJson().toString());
  }

  @Override
  public String toString() {
    return status.getStatusCode() + (field.isEmpty() ? ": " : " " + field + ": ") + detail;
  }
}
