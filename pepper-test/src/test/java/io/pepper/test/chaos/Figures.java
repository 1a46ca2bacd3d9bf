package io.pepper.test.chaos;

import io.pepper.test.chaos.Accounts.Overlapping;
import io.pepper.test.chaos.Disturbance.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the accounts say, for people. */
final class Figures {
  /** So long after a disturbance what happens is counted to it. */
  private static final Duration AFTERMATH = Duration.ofSeconds(5);

  private final Accounts accounts;
  private final StringBuilder text = new StringBuilder();

  Figures(Accounts accounts) {
    this.accounts = accounts;
  }

  String text() {
    fates();
    line("| lateness in ms (tick, two, each) | disturbances | runs | p50 | p99 | max |");
    line("|---|---|---|---|---|---|");
    lateness("nothing", 0, kind -> kind.isEmpty());
    for (Kind kind : Kind.values()) {
      List<Disturbance> ofKind = of(kind).toList();
      if (!ofKind.isEmpty()) {
        lateness(kind.name(), ofKind.size(), found -> found.filter(kind::equals).isPresent());
      }
    }
    line("");
    line("| seconds until the first run after it | median | longest |");
    line("|---|---|---|");
    Arrays.stream(Kind.values()).forEach(this::recovery);
    line("");
    overlaps();
    return text.toString();
  }

  private void line(String format, Object... values) {
    text.append(format.formatted(values)).append('\n');
  }

  private void fates() {
    line("| job | occurrences | ran | missed | held up | never began | unknown |");
    line("|---|---|---|---|---|---|---|");
    accounts
        .fates()
        .forEach((slot, ofSlot) -> {
          Map<Fate, Integer> counts = new EnumMap<>(Fate.class);
          Arrays.stream(Fate.values()).forEach(fate -> counts.put(fate, 0));
          ofSlot.values().forEach(fate -> counts.merge(fate, 1, Integer::sum));
          line(
              "| %s | %d | %d | %d | %d | %d | %d |",
              slot,
              ofSlot.size(),
              counts.get(Fate.RAN),
              counts.get(Fate.MISSED),
              counts.get(Fate.HELD_UP),
              counts.get(Fate.NEVER_BEGAN),
              counts.get(Fate.UNKNOWN));
        });
    line("");
  }

  private void lateness(String what, int disturbances, Predicate<Optional<Kind>> in) {
    long[] millis =
        accounts.executions().stream()
            .filter(run -> accounts.job(run.slot()).isPunctual())
            .filter(run -> in.test(during(run.nominal())))
            .mapToLong(run -> Duration.between(run.nominal(), run.started()).toMillis())
            .sorted()
            .toArray();
    line(
        "| %s | %d | %d | %s | %s | %s |",
        what.toLowerCase(Locale.ROOT).replace('_', ' '),
        disturbances,
        millis.length,
        quantile(millis, 0.5),
        quantile(millis, 0.99),
        quantile(millis, 1));
  }

  private static String quantile(long[] sorted, double q) {
    return sorted.length == 0 ? "-" : Long.toString(sorted[(int) Math.ceil(q * sorted.length) - 1]);
  }

  /** The last that had begun; empty if none goes on. */
  private Optional<Kind> during(Instant instant) {
    return accounts.disturbances().stream()
        .filter(d -> !instant.isBefore(d.from()) && instant.isBefore(d.to().plus(AFTERMATH)))
        .max(Comparator.comparing(Disturbance::from))
        .map(Disturbance::kind);
  }

  private Stream<Disturbance> of(Kind kind) {
    return accounts.disturbances().stream().filter(d -> d.kind() == kind);
  }

  /** Of the node, if it was one. */
  private void recovery(Kind kind) {
    long[] millis =
        of(kind)
            .flatMapToLong(d ->
                accounts.executions().stream()
                    .filter(run -> run.started().isAfter(d.to()))
                    .filter(run -> d.node() < 0 || run.node() == d.node())
                    .limit(1)
                    .mapToLong(run -> Duration.between(d.to(), run.started()).toMillis()))
            .sorted()
            .toArray();
    if (millis.length > 0) {
      line(
          "| %s | %.1f | %.1f |",
          kind.name().toLowerCase(Locale.ROOT).replace('_', ' '),
          millis[millis.length / 2] / 1000.0,
          millis[millis.length - 1] / 1000.0);
    }
  }

  private void overlaps() {
    List<Overlapping> all = accounts.overlappings();
    line("overlaps of runs that must not: %d", all.size());
    for (Overlapping each : all) {
      line(
          "%s on %s, %.2f s, %s",
          each.one().slot(),
          ChaosCluster.name(each.one().node()),
          each.length().toMillis() / 1000.0,
          each.kind().map(Kind::name).orElse("for no reason"));
    }
  }
}
