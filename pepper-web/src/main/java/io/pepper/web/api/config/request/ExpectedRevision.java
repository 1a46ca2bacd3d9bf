package io.pepper.web.api.config.request;

import io.pepper.config.definition.FileName;
import io.pepper.web.api.Refusal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The reader of the headers that keep an edit from undoing what another person published. */
public final class ExpectedRevision {
  private static final Pattern REVISION = Pattern.compile("\"?(\\d{1,18})\"?");

  private ExpectedRevision() {}

  /**
   * Returns the version that a file must be at; empty if it may be at any.
   *
   * @param ifMatch a revision in quotes; null if it was not sent
   * @param ifNoneMatch an asterisk for a file that must not be there; null if it was not sent
   */
  public static Map<FileName, Long> of(FileName file, String ifMatch, String ifNoneMatch) {
    if (ifNoneMatch != null) {
      if (!ifNoneMatch.strip().equals("*") || ifMatch != null) {
        throw Refusal.of(
            "If-None-Match",
            "can only be * here, without If-Match: the file must not be there then");
      }
      return Map.of(file, 0L);
    }
    if (ifMatch == null) {
      return Map.of();
    }
    Matcher revision = REVISION.matcher(ifMatch.strip());
    if (!revision.matches()) {
      throw Refusal.of(
          "If-Match",
          "must be one revision in quotes such as \"7\", as ETag says it, not '%s'"
              .formatted(ifMatch));
    }
    return Map.of(file, Long.parseLong(revision.group(1)));
  }
}
