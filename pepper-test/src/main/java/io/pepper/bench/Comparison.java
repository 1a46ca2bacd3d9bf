package io.pepper.bench;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The table of a bench with several sides: a line for each figure, a column for each side. */
final class Comparison {
  private final String name;
  private final String title;
  private final Set<String> sides = new LinkedHashSet<>();
  private final Map<String, Map<String, Double>> figures = new LinkedHashMap<>();

  /**
   * @param name of the files
   */
  Comparison(String name, String title) {
    this.name = name;
    this.title = title;
  }

  void add(String what, String side, double value) {
    sides.add(side);
    figures.computeIfAbsent(what, none -> new LinkedHashMap<>()).put(side, value);
  }

  /** Prints it and writes {@code <name>.md} and {@code <name>.json}. */
  void publish(Path folder) throws IOException {
    System.out.println(markdown());
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(name + ".md"), markdown());
    Files.writeString(folder.resolve(name + ".json"), json());
  }

  private String markdown() {
    StringBuilder text = new StringBuilder("## ").append(title).append("\n\n| what |");
    sides.forEach(side -> text.append(' ').append(side).append(" |"));
    text.append(" first to second |\n|---|").append("---|".repeat(sides.size() + 1)).append('\n');
    figures.forEach((what, values) -> text.append(line(what, values)));
    return text.append('\n').append(Machine.describe()).append('\n').toString();
  }

  private String line(String what, Map<String, Double> values) {
    StringBuilder line = new StringBuilder("| ").append(what).append(" |");
    for (String side : sides) {
      line.append(' ')
          .append(values.containsKey(side) ? figure(values.get(side)) : "")
          .append(" |");
    }
    return line.append(' ').append(ratio(values)).append(" |\n").toString();
  }

  /** Of the first side to the second; nothing where that says nothing. */
  private String ratio(Map<String, Double> values) {
    double[] both =
        sides.stream().limit(2).mapToDouble(side -> values.getOrDefault(side, 0.0)).toArray();
    return both.length < 2 || both[0] <= 0 || both[1] <= 0
        ? ""
        : String.format(Locale.ROOT, "%.3f", both[0] / both[1]);
  }

  private static String figure(double value) {
    boolean whole = value >= 100 || value == Math.rint(value);
    return String.format(Locale.ROOT, whole ? "%,.0f" : "%.2f", value);
  }

  private String json() {
    JsonObjectBuilder all = Json.createObjectBuilder();
    figures.forEach((what, values) -> {
      JsonObjectBuilder line = Json.createObjectBuilder();
      values.forEach(line::add);
      all.add(what, line);
    });
    return Json.createObjectBuilder()
        .add("title", title)
        .add("machine", Machine.describe())
        .add("figures", all)
        .build()
        .toString();
  }
}
