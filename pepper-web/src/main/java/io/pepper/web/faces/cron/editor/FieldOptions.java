package io.pepper.web.faces.cron.editor;

import io.pepper.web.faces.cron.OptionLabels;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The options of the form: for each field its values with their labels. */
@Named("choices")
@ApplicationScoped
public class FieldOptions {
  static final String COMMAND = "command";
  private static final Map<String, Map<String, String>> BY_FIELD =
      Map.of(
          "dialect",
          OptionLabels.DIALECTS,
          "after.on",
          OptionLabels.COMPLETIONS,
          "overlap",
          OptionLabels.OVERLAP,
          "misfire",
          OptionLabels.MISFIRE,
          "retry.backoff",
          OptionLabels.BACKOFF,
          "run.method",
          OptionLabels.METHODS);

  /** Returns what a job may run, with commands of the node or without. */
  static Map<String, String> types(boolean withCommands) {
    Map<String, String> types = new LinkedHashMap<>(OptionLabels.TYPES);
    if (!withCommands) {
      types.remove(COMMAND);
    }
    return types;
  }

  public Map<String, Map<String, String>> getByField() {
    return BY_FIELD;
  }

  public Map<String, String> getEvents() {
    return OptionLabels.EVENTS;
  }

  /** Returns the names of zones that people know; a form takes any other too. */
  public List<String> getZones() {
    return Stream.concat(
            Stream.of("UTC"),
            ZoneId.getAvailableZoneIds().stream()
                .filter(zone ->
                    zone.matches(
                        "(Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.*"))
                .sorted())
        .toList();
  }
}
