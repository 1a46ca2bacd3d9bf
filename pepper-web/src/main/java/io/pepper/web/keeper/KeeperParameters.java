package io.pepper.web.keeper;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;
import jakarta.servlet.http.HttpServletRequest;

/** The parameters of one request: those of the query first, then those of a form. */
record KeeperParameters(HttpServletRequest request) {
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

  DomainName domain() {
    return new DomainName(required("domain"));
  }

  FileName file() {
    return FileName.of(required("file"));
  }
}
