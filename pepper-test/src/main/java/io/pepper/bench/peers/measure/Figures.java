package io.pepper.bench.peers.measure;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How figures stand in the table. */
public final class Figures {
  private Figures() {}

  /** Returns three digits of a small number, all of a large one; nothing of one that is none. */
  public static String number(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    String format = value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : value >= 1 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, format, value);
  }

  public static String micros(double value) {
    return Double.isNaN(value) ? "" : number(value) + " µs";
  }

  /** Returns the sum, and behind it the parts if there are several. */
  public static String micros(Map<String, Double> parts) {
    if (parts.isEmpty()) {
      return "";
    }
    double sum = parts.values().stream().mapToDouble(Double::doubleValue).sum();
    return parts.size() == 1
        ? micros(sum)
        : micros(sum)
            + parts.entrySet().stream()
                .map(part -> part.getKey() + " " + number(part.getValue()))
                .collect(Collectors.joining(", ", " (", ")"));
  }
}
