package io.pepper.cron.crontab;

import io.pepper.definition.InvalidDefinitionException;
import jakarta.json.JsonObject;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A crontab to read, and how.
 *
 * @param form empty to find out by the users there are
 * @param zone of the schedules above the first {@code CRON_TZ}
 * @param user whose rights the commands of a user's own crontab have; empty for Pepper's
 * @param names of jobs by number of line, in place of those that would be proposed
 * @param skip numbers of lines to leave out
 * @param with fields that every job gets, such as {@code tag} or {@code paused}
 */
public record ImportRequest(
    String text,
    Optional<CrontabForm> form,
    ZoneId zone,
    Optional<String> user,
    Map<Integer, String> names,
    Set<Integer> skip,
    JsonObject with) {
  public static final int MAX_CHARACTERS = 256 * 1024;

  /** Lines with a schedule. */
  public static final int MAX_ENTRIES = 1_000;

  /** Some editors write it before the first line. */
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private static final Set<String> OF_THE_LINE =
      Set.of("name", "schedule", "after", "run", "dialect", "zone");

  public ImportRequest {
    text = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    names = Map.copyOf(names);
    skip = Set.copyOf(skip);
    if (text.isBlank()) {
      throw new InvalidDefinitionException("text", "is empty: send the lines of a crontab");
    }
    if (text.length() > MAX_CHARACTERS) {
      throw new InvalidDefinitionException(
          "text",
          "has %d characters: send %d or fewer at once".formatted(text.length(), MAX_CHARACTERS));
    }
    with.keySet().stream()
        .filter(OF_THE_LINE::contains)
        .findFirst()
        .ifPresent(field -> {
          throw new InvalidDefinitionException(
              "with." + field, "follows from each line: leave it out");
        });
  }
}
