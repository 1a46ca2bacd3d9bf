package io.pepper.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.bench.peers.measure.Measurement;
import io.pepper.bench.peers.measure.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PeersTableTest {
  @Test
  void showsMediansRatiosAndTheCostOfEveryProcess() {
    Outcome pepper = new Outcome("Pepper");
    pepper.addCold(measured(500, Map.of("Pepper", 80.0)));
    for (double rate : new double[] {1000, 3000, 2000}) {
      Map<String, Double> micros = new LinkedHashMap<>();
      micros.put("Pepper", 20.0);
      micros.put("Redis", 5.25);
      pepper.addWarm(measured(rate, micros));
    }
    Outcome peer = new Outcome("peer 1.0");
    peer.addCold(measured(1000, Map.of("peer", 10.0)));
    peer.addWarm(measured(4000, Map.of("peer", 9.0)));
    PeersTable table = new PeersTable();

    table.add(List.of("ingest, jobs/s"), List.of(pepper, peer));

    assertThat(table.markdown())
        .contains(
            "| ingest, jobs/s | Pepper | 500 | 2,000 |  |  "
                + "| 80.0 µs | 25.3 µs (Pepper 20.0, Redis 5.25) | 1.00 µs |\n"
                + "| ingest, jobs/s | peer 1.0 | 1,000 | 4,000 | 0.500 | 0.500 "
                + "| 10.0 µs | 9.00 µs | 1.00 µs |\n");
  }

  @Test
  void saysWhichPeerCannotBeHad() {
    Outcome pepper = new Outcome("Pepper");
    pepper.addWarm(measured(1000, Map.of()));
    Outcome peer = new Outcome("peer");
    peer.miss("cannot be had: peer is not installed: apt-get install peer");
    PeersTable table = new PeersTable();

    table.add(List.of("ingest"), List.of(pepper, peer));

    assertThat(table.markdown())
        .contains("| ingest | peer | cannot be had: peer is not installed: apt-get install peer |");
  }

  private static Measurement measured(double rate, Map<String, Double> micros) {
    return new Measurement(List.of(rate), micros, 1);
  }
}
