package io.pepper.web.faces.config.editor;

import io.pepper.config.definition.GrayRule;
import io.pepper.definition.InvalidDefinitionException;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The fields of a gray release: which nodes, by their ids, their labels or a share of them. */
final class GrayForm implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String NODES = "nodes";
  private static final String LABELS = "labels";
  private static final String PERCENT = "percent";

  private static final String KIND = "kind";

  private final LinkedHashMap<String, String> values = new LinkedHashMap<>();

  GrayForm() {
    values.put(KIND, NODES);
    values.put(PERCENT, "10");
  }

  /** Returns the texts by the names of the fields; {@code kind} says which of the others counts. */
  Map<String, String> values() {
    return values;
  }

  private String value(String field) {
    String value = values.get(field);
    return value == null ? "" : value;
  }

  /** Fills the fields with the rule of a gray release that runs. */
  void fill(GrayRule rule) {
    switch (rule) {
      case GrayRule.ListedNodes list -> {
        values.put(KIND, NODES);
        values.put(NODES, list.nodes().stream().sorted().collect(Collectors.joining("\n")));
      }
      case GrayRule.LabelledNodes wanted -> {
        values.put(KIND, LABELS);
        values.put(
            LABELS,
            new TreeMap<>(wanted.labels())
                .entrySet().stream()
                    .map(label -> label.getKey() + "=" + label.getValue())
                    .collect(Collectors.joining("\n")));
      }
      case GrayRule.ShareOfNodes share -> {
        values.put(KIND, PERCENT);
        values.put(PERCENT, Integer.toString(share.percent()));
      }
    }
  }

  /**
   * Returns the rule.
   *
   * @throws InvalidDefinitionException naming the field at fault
   */
  GrayRule rule() {
    return switch (value(KIND)) {
      case LABELS -> new GrayRule.LabelledNodes(labels());
      case PERCENT -> new GrayRule.ShareOfNodes(percent());
      default -> new GrayRule.ListedNodes(nodes());
    };
  }

  private Set<String> nodes() {
    Set<String> ids = new LinkedHashSet<>();
    value(NODES).lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(ids::add);
    if (ids.isEmpty()) {
      throw new InvalidDefinitionException(NODES, "write the id of a node at least, one a line");
    }
    return ids;
  }

  private Map<String, String> labels() {
    Map<String, String> all = new TreeMap<>();
    value(LABELS)
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(line -> {
          int equals = line.indexOf('=');
          if (equals <= 0) {
            throw new InvalidDefinitionException(
                LABELS, "write each line as zone=z1, not '" + line.strip() + "'");
          }
          all.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
        });
    if (all.isEmpty()) {
      throw new InvalidDefinitionException(LABELS, "write a label at least, such as zone=z1");
    }
    return all;
  }

  private int percent() {
    if (!value(PERCENT).strip().matches("[1-9]\\d?|100")) {
      throw new InvalidDefinitionException(PERCENT, "must be a whole number from 1 to 100");
    }
    return Integer.parseInt(value(PERCENT).strip());
  }
}
