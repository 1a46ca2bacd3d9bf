package io.pepper.bench;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of one bench: printed, and kept as Markdown and JSON. */
final class Report {
  /**
   * One line of the table.
   *
   * @param what was measured
   * @param pepper Pepper's figure
   * @param bare the alternative's figure
   * @param compared what the last column holds: a ratio or a difference
   */
  private record Row(
      String what, double pepper, double bare, double compared, Samples ofPepper, Samples ofBare) {}

  private final String name;
  private final String title;
  private final String unit;
  private final String comparison;
  private final List<Row> rows = new ArrayList<>();

  /**
   * @param name of the files
   * @param comparison heading of the last column
   */
  Report(String name, String title, String unit, String comparison) {
    this.name = name;
    this.title = title;
    this.unit = unit;
    this.comparison = comparison;
  }

  /** Adds medians and their ratio. */
  void ratio(String what, Samples pepper, Samples bare) {
    double ratio = pepper.median() / bare.median();
    rows.add(new Row(what, pepper.median(), bare.median(), ratio, pepper, bare));
  }

  /** Adds a quantile of each and their difference. */
  void difference(String what, double quantile, Samples pepper, Samples bare) {
    double ofPepper = pepper.quantile(quantile);
    double ofBare = bare.quantile(quantile);
    rows.add(new Row(what, ofPepper, ofBare, ofPepper - ofBare, pepper, bare));
  }

  /** Prints it and writes {@code <name>.md} and {@code <name>.json}. */
  void publish(Path folder) throws IOException {
    System.out.println(markdown());
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(name + ".md"), markdown());
    Files.writeString(folder.resolve(name + ".json"), json());
  }

  private String markdown() {
    StringBuilder text = new StringBuilder("## ").append(title).append("\n\n");
    text.append("| what | Pepper, %s | bare, %s | %s |\n".formatted(unit, unit, comparison));
    text.append("|---|---|---|---|\n");
    for (Row row : rows) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s | %.2f |\n",
              row.what(),
              figure(row.pepper()),
              figure(row.bare()),
              row.compared()));
    }
    return text.append('\n').append(Machine.describe()).append('\n').toString();
  }

  private String json() {
    JsonArrayBuilder all = Json.createArrayBuilder();
    for (Row row : rows) {
      all.add(
          Json.createObjectBuilder()
              .add("what", row.what())
              .add("pepper", row.pepper())
              .add("bare", row.bare())
              .add("compared", row.compared())
              .add("pepperRuns", array(row.ofPepper()))
              .add("bareRuns", array(row.ofBare())));
    }
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("title", title)
            .add("unit", unit)
            .add("comparison", comparison)
            .add("machine", Machine.describe())
            .add("rows", all);
    return json.build().toString();
  }

  private static JsonArrayBuilder array(Samples samples) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    samples.all().forEach(array::add);
    return array;
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : "%.2f", value);
  }
}
