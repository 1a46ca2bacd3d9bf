package io.pepper.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.test.Pepper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Discovery beside the original, with the same clients: registers, heartbeats and reads of 10,000
 * instances over 32 connections, a change told to 2,000 parked polls, what an instance and a parked
 * poll cost, and what a full registry needs while nothing but heartbeats happens.
 */
public final class DiscoveryBench {
  private static final int INSTANCES = 10_000;
  private static final int CONNECTIONS = 32;
  private static final int RENEWS = Integer.getInteger("pepper.bench.renews", 40_000);
  private static final int FETCHES = 5_000;
  private static final int WARM_UP_ROUNDS = Integer.getInteger("pepper.bench.warm", 4);
  private static final int ROUNDS = Integer.getInteger("pepper.bench.rounds", 3);
  private static final int POLLS = Integer.getInteger("pepper.bench.polls", 2_000);
  private static final int CHANGES = 5;
  private static final int FULL = Integer.getInteger("pepper.bench.instances", 30_000);
  private static final int MANY_POLLS = Integer.getInteger("pepper.bench.parked", 10_000);
  private static final int HEARTBEAT_SECONDS = 30;
  private static final Duration SOAK =
      Duration.ofSeconds(Integer.getInteger("pepper.bench.seconds", 60));
  private static final Pattern TIMESTAMP = Pattern.compile("\"latest_timestamp\":(\\d+)}");

  private final Comparison report =
      new Comparison("discovery", "Discovery: %,d instances".formatted(INSTANCES));

  Comparison run() throws IOException {
    List<Registrar> sides = new ArrayList<>();
    try {
      sides.add(new PepperRegistrar("Pepper", Pepper.embedded()));
      OriginalRegistrar.build().ifPresent(sides::add);
      writesAndReads(sides);
      for (Registrar side : sides) {
        fanOut(side, false);
        fanOut(side, true);
      }
      for (Registrar side : sides) {
        soak(side);
      }
    } finally {
      sides.forEach(Registrar::close);
    }
    return report;
  }

  private void writesAndReads(List<Registrar> sides) {
    Fleet fleet = new Fleet("fleet", INSTANCES);
    for (Registrar side : sides) {
      double before = side.heapMegabytes();
      registers(side, new Fleet("first", INSTANCES), "first registers/s, cold");
      note("heap per instance, KB", side, (side.heapMegabytes() - before) * 1024.0 / INSTANCES);
      registers(side, fleet, "first registers/s");
    }
    for (Registrar side : sides) {
      warmUp(side, fleet);
    }
    Rounds again = new Rounds("registers again, changed");
    Rounds renews = new Rounds("renews");
    Rounds fetches = new Rounds("reads of 100 instances");
    for (int round = 1; round <= ROUNDS; round++) {
      int revision = round;
      for (Registrar side : sides) {
        again.add(side, INSTANCES, i -> fleet.register(i, revision));
        renews.add(side, RENEWS, i -> fleet.renew(i % INSTANCES));
        fetches.add(side, FETCHES, i -> fleet.fetch(i % fleet.apps()));
      }
    }
    again.report();
    renews.report();
    fetches.report();
  }

  /** A server runs for weeks: what its first minute costs is told apart. */
  private static void warmUp(Registrar side, Fleet fleet) {
    Callers callers = new Callers(CONNECTIONS);
    for (int round = 1; round <= WARM_UP_ROUNDS; round++) {
      int revision = -round;
      callers.call(side.port(), INSTANCES, i -> fleet.register(i, revision));
      callers.call(side.port(), RENEWS, i -> fleet.renew(i % INSTANCES));
    }
  }

  private void registers(Registrar side, Fleet fleet, String what) {
    Callers.Outcome outcome =
        new Callers(CONNECTIONS).call(side.port(), fleet.instances(), fleet::register);
    note(what, side, outcome.perSecond());
  }

  /** The same calls of all sides in turns. */
  private final class Rounds {
    private final String what;
    private final Map<Registrar, List<Callers.Outcome>> outcomes = new LinkedHashMap<>();

    Rounds(String what) {
      this.what = what;
    }

    void add(Registrar side, int calls, IntFunction<byte[]> request) {
      outcomes
          .computeIfAbsent(side, none -> new ArrayList<>())
          .add(new Callers(CONNECTIONS).call(side.port(), calls, request));
    }

    void report() {
      outcomes.forEach((side, all) -> {
        note(what + "/s", side, median(all, Callers.Outcome::perSecond));
        note(what + ": p50, ms", side, median(all, each -> each.latency().quantile(0.5)));
        note(what + ": p99, ms", side, median(all, each -> each.latency().quantile(0.99)));
      });
    }
  }

  private static double median(List<Callers.Outcome> all, ToDoubleFunction<Callers.Outcome> value) {
    Samples samples = new Samples();
    all.forEach(each -> samples.add(value.applyAsDouble(each)));
    return samples.median();
  }

  /** One register changes an application of 100 instances that all consumers wait for. */
  private void fanOut(Registrar side, boolean gzip) throws IOException {
    Fleet fleet = new Fleet(gzip ? "packed" : "watched", 100);
    registers(side, fleet, "(registers of the watched application)/s");
    Samples delay = new Samples();
    Samples writer = new Samples();
    long early = 0;
    try (ParkedPolls polls = new ParkedPolls(side.port(), POLLS);
        KeptConnection connection = new KeptConnection(side.port())) {
      for (int change = 0; change <= CHANGES; change++) {
        long known = changed(connection.exchange(fleet.fetch(0)));
        polls.park(consumer -> fleet.poll(0, known, consumer, gzip));
        // Nobody can tell from outside when the last request is parked: long enough after it came.
        Pause.millis(2_000);
        early += polls.done();
        long start = System.nanoTime();
        Callers.expectOk(connection.exchange(fleet.register(change, change + 1)));
        double written = (System.nanoTime() - start) / 1e6;
        List<Long> answered = polls.answered();
        if (change > 0) {
          writer.add(written);
          answered.stream().filter(at -> at > start).forEach(at -> delay.add((at - start) / 1e6));
        }
      }
    }
    String what = "change to %,d polls%s".formatted(POLLS, gzip ? ", gzip accepted" : "");
    note(what + ": p50, ms", side, delay.quantile(0.5));
    note(what + ": p99, ms", side, delay.quantile(0.99));
    note(what + ": the writer waits, ms", side, writer.median());
    note(what + ": answered before the change", side, early);
  }

  private static long changed(byte[] answer) {
    Matcher found = TIMESTAMP.matcher(new String(answer, UTF_8));
    long last = 0;
    while (found.find()) {
      last = Long.parseLong(found.group(1));
    }
    return last;
  }

  /** Everybody sends heartbeats, many wait, nothing changes. */
  private void soak(Registrar side) throws IOException {
    Fleet fleet = new Fleet("soak", FULL);
    registers(side, fleet, "registers/s up to %,d more instances".formatted(FULL));
    double heap = side.heapMegabytes();
    double resident = side.residentMegabytes();
    try (ParkedPolls polls = new ParkedPolls(side.port(), MANY_POLLS)) {
      long[] known = known(side, fleet);
      polls.keepParked(consumer -> {
        int app = consumer % fleet.apps();
        return fleet.poll(app, known[app], consumer, false);
      });
      Pause.millis(3_000);
      note("heap per parked poll, KB", side, (side.heapMegabytes() - heap) * 1024 / MANY_POLLS);
      note(
          "resident per parked poll, KB",
          side,
          (side.residentMegabytes() - resident) * 1024 / MANY_POLLS);
      heartbeats(side, fleet);
      note("polls answered meanwhile", side, polls.rounds());
    }
    note("resident at the end, MB", side, side.residentMegabytes());
  }

  /** Returns what the last change of each of its applications was. */
  public static long[] known(Registrar side, Fleet fleet) throws IOException {
    long[] known = new long[fleet.apps()];
    try (KeptConnection connection = new KeptConnection(side.port())) {
      for (int app = 0; app < known.length; app++) {
        known[app] = changed(connection.exchange(fleet.fetch(app)));
      }
    }
    return known;
  }

  private void heartbeats(Registrar side, Fleet fleet) throws IOException {
    Samples latency = new Samples();
    Duration before = side.cpu();
    long start = System.nanoTime();
    int perSecond = FULL / HEARTBEAT_SECONDS;
    int calls = (int) (perSecond * SOAK.toSeconds());
    try (KeptConnection connection = new KeptConnection(side.port())) {
      for (int i = 0; i < calls; i++) {
        long due = start + i * 1_000_000_000L / perSecond;
        LockSupport.parkNanos(due - System.nanoTime());
        long sent = System.nanoTime();
        Callers.expectOk(connection.exchange(fleet.renew(i % FULL)));
        latency.add((System.nanoTime() - sent) / 1e6);
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Duration used = side.cpu().minus(before);
    String what = "%,d instances renewing, %,d polls parked".formatted(FULL, MANY_POLLS);
    note(what + ": renews/s", side, calls / seconds);
    note(what + ": p50, ms", side, latency.quantile(0.5));
    note(what + ": p99, ms", side, latency.quantile(0.99));
    note(what + ": processors used", side, used.toMillis() / 1e3 / seconds);
    note(what + ": the machine's load average", side, Machine.load());
  }

  private void note(String what, Registrar side, double value) {
    System.out.printf("%s: %s: %.2f%n", side.name(), what, value);
    report.add(what, side.name(), value);
  }
}
