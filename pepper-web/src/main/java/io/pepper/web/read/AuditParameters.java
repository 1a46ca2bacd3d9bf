package io.pepper.web.read;

import io.pepper.identity.AuditSearch;
import io.pepper.identity.access.InvalidIdentityException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The parameters of a search in the audit trail, as addresses of pages and of REST have them. */
public final class AuditParameters {
  private AuditParameters() {}

  /**
   * Reads a search.
   *
   * @param parameter gives the value of a parameter; null if there is none
   * @throws InvalidIdentityException naming the parameter that is wrong
   */
  public static AuditSearch read(UnaryOperator<String> parameter, int limit) {
    return new AuditSearch(
        text(parameter, "by"),
        text(parameter, "subject"),
        text(parameter, "action"),
        text(parameter, "since").map(text -> instant("since", text)),
        text(parameter, "until").map(text -> instant("until", text)),
        text(parameter, "before"),
        limit);
  }

  private static Optional<String> text(UnaryOperator<String> parameter, String name) {
    return Optional.ofNullable(parameter.apply(name))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  /** Reads an instant, or a day, which begins at midnight UTC. */
  private static Instant instant(String name, String text) {
    try {
      return text.length() == "2026-01-31".length()
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(text);
    } catch (DateTimeException e) {
      throw new InvalidIdentityException(
          name,
          "must be an instant such as 2026-01-31T12:00:00Z or a day such as 2026-01-31, not '"
              + text
              + "'");
    }
  }
}
