package io.pepper.web.faces.cron.editor;

import io.pepper.definition.InvalidDefinitionException;
import io.pepper.web.faces.PlainText;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The problems of a document, by the field of the form that shows them. */
final class FormProblems implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final List<String> PLACES =
      Stream.concat(
              Stream.of("name", FormField.TYPE),
              Stream.of(FormField.TIMES, FormField.TARGETS, FormField.RULES)
                  .flatMap(List::stream)
                  .map(FormField::path))
          .toList();

  private final HashMap<String, String> problems = new HashMap<>();

  void clear() {
    problems.clear();
  }

  /**
   * Notes a problem on a page that shows the document as it is, where only the name has a field of
   * its own.
   */
  void noteWhole(InvalidDefinitionException problem) {
    if (problem.field().equals("name")) {
      note(problem);
    } else {
      problems.put("", PlainText.of(problem.getMessage()));
    }
  }

  void note(InvalidDefinitionException problem) {
    String field = problem.field();
    String place = place(field, problem.problem());
    // Within what the field's label says already, only the rest of the path is news.
    String rest =
        place.isEmpty() || field.length() <= place.length()
            ? ""
            : field.substring(place.length() + 1);
    String where = place.isEmpty() ? field : rest;
    problems.put(
        place,
        PlainText.of(where.isEmpty() ? problem.problem() : where + ": " + problem.problem()));
  }

  /** Returns whether a problem names an object, and in its words the field in it. */
  private static String place(String field, String words) {
    return PLACES.stream()
        .filter(place -> field.equals(place) || field.startsWith(place + "."))
        .findFirst()
        .or(() -> PLACES.stream().filter(place -> isNamed(place, field, words)).findFirst())
        .orElse(
            switch (field) {
              case "run" -> "run.command";
              case "alarms" -> "alarms.webhook";
              case "after" -> "after.jobs";
              case "retry" -> "retry.attempts";
              default -> "";
            });
  }

  private static boolean isNamed(String place, String field, String words) {
    return place.startsWith(field + ".")
        && words.matches(
            java.util.regex.Pattern.quote(place.substring(field.length() + 1)) + "\\b(?s:.*)");
  }

  Map<String, String> byField() {
    return problems;
  }
}
