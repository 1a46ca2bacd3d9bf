package io.pepper.web.keeper;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** The parameters of one request: those of the query first, then those of a form. */
record KeeperParameters(HttpServletRequest request) {
  private static final int MAX_BODY = 1 << 20;

  /** Returns a parameter without blanks at its ends; empty if it was not sent. */
  String text(String name) {
    String value = request.getParameter(name);
    return value == null ? "" : value.strip();
  }

  /**
   * Returns a parameter that must be there.
   *
   * @throws KeeperException if it is not
   */
  String required(String name) {
    String value = text(name);
    if (value.isEmpty()) {
      throw new KeeperException(name + " is required");
    }
    return value;
  }

  /** Returns a number from 0 on. */
  long number(String name, long fallback) {
    String value = text(name);
    if (value.isEmpty()) {
      return fallback;
    }
    if (!value.matches("\\d{1,18}")) {
      throw new KeeperException(name + " must be a whole number, not '" + value + "'");
    }
    return Long.parseLong(value);
  }

  /**
   * Returns the body, which is no form.
   *
   * @throws KeeperException if it is missing or longer than 1 MiB, or cannot be read
   */
  String body() {
    try {
      byte[] body = request.getInputStream().readNBytes(MAX_BODY + 1);
      if (body.length > MAX_BODY) {
        throw new KeeperException("the body has more than %d bytes".formatted(MAX_BODY));
      }
      if (body.length == 0) {
        throw new KeeperException(
            "the body is missing: send it with Content-Type application/json");
      }
      return new String(body, UTF_8);
    } catch (IOException e) {
      throw new KeeperException("the body cannot be read: " + e.getMessage());
    }
  }

  DomainName domain() {
    return new DomainName(required("domain"));
  }

  FileName file() {
    return FileName.of(required("file"));
  }
}
