package io.pepper.cron.definition.document;

import io.pepper.cron.definition.JobName;
import io.pepper.definition.Fields;
import io.pepper.definition.InvalidDefinitionException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The fields of a job document whose values are of a kind that several of them have. */
final class DocumentFields {
  private static final Duration MAX_DURATION = Duration.ofDays(7);

  private DocumentFields() {}

  static Set<JobName> names(Fields fields, String field) {
    return fields.has(field)
        ? Fields.checked(
            field,
            () ->
                fields.texts(field).stream()
                    .map(JobName::new)
                    .collect(Collectors.toCollection(TreeSet::new)))
        : Set.of();
  }

  static <E extends Enum<E>> E choice(Fields fields, String field, Class<E> type, E usual) {
    return fields
        .text(field)
        .map(text -> Fields.checked(field, () -> EnumText.parse(type, text)))
        .orElse(usual);
  }

  static Duration duration(Fields fields, String field, Duration usual, Duration least) {
    Duration duration = fields.duration(field, usual);
    if (duration.compareTo(least) < 0 || duration.compareTo(MAX_DURATION) > 0) {
      throw new InvalidDefinitionException(field, "must be " + least + " to P7D, not " + duration);
    }
    return duration;
  }

  static Optional<Instant> instant(Fields fields, String field) {
    Function<String, Instant> reader =
        text -> {
          try {
            return Instant.parse(text);
          } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                "must be an instant such as 2030-01-31T09:00:00Z, not '" + text + "'");
          }
        };
    return fields.text(field).map(text -> Fields.checked(field, () -> reader.apply(text)));
  }
}
