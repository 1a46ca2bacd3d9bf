package io.pepper.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.coordination.etcd.EtcdCoordination;
import io.pepper.fixtures.EtcdServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EtcdReplicatedMapTest extends ReplicatedMapContract {
  private static EtcdServer server;

  @BeforeAll
  static void startServer() {
    server = new EtcdServer().start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @BeforeEach
  void deleteTheKeysOfTheLastTest() {
    coordination.list("").entries().forEach(entry -> coordination.delete(entry.key()));
  }

  @Override
  Coordination connect() {
    // So long that no test is saved by it, unless it asks for less.
    return connect(Duration.ofHours(1));
  }

  private static Coordination connect(Duration reconcile) {
    return new EtcdCoordination(List.of(server.url()), reconcile);
  }

  /** Opens the map of a node whose watch lists again after two seconds. */
  private void listOften() {
    coordination.close();
    coordination = connect(Duration.ofSeconds(2));
    map = map(format, listener);
    map.open();
  }

  private void restart(Runnable meanwhile) {
    server.stop();
    meanwhile.run();
    server.start();
    soon().ignoreExceptions().until(() -> coordination.get("anything").isEmpty());
  }

  /** The revisions of what is known are higher than those of the backup. */
  @Test
  void holdsWhatABackupHolds() throws Exception {
    listOften();
    map.change("kept", present -> Optional.of("1"));
    map.change("removed", present -> Optional.of("1"));
    restart(server::backUp);
    map.change("removed", present -> Optional.empty());
    breakWatch();
    map.change("kept", present -> Optional.of("2"));
    map.change("ghost", present -> Optional.of("1"));
    map.change("ghost-removed", present -> Optional.of("1"));
    map.change("ghost-removed", present -> Optional.empty());

    restart(server::restore);
    format.release();

    Map<String, String> backup = Map.of("kept", "1", "removed", "1");
    soon().untilAsserted(() -> assertThat(shown(map)).isEqualTo(backup));
    map.change("ghost", present -> Optional.of("3"));
    put("ghost-removed", "4");
    soon().until(() -> shown(map).size() == 4);
  }

  /** Before this node has heard that etcd was restored. */
  @Test
  void isInForceAsSoonAsItIsChangedInARestoredStore() throws Exception {
    listOften();
    map.change("set", present -> Optional.of("1"));
    map.change("removed", present -> Optional.of("1"));
    restart(server::backUp);
    breakWatch();
    map.change("set", present -> Optional.of("2"));
    map.change("removed", present -> Optional.of("2"));
    restart(server::restore);

    assertThat(map.change("set", present -> present.map(text -> text + "3"))).contains("13");
    map.change("removed", present -> Optional.empty());
    assertThat(map.find("set").map(Versioned::value)).contains("13");
    assertThat(map.find("removed")).isEmpty();
    format.release();
    put("end", "1");
    soon().until(() -> map.find("end").isPresent());
    assertThat(shown(map)).isEqualTo(Map.of("set", "13", "end", "1"));
    assertThat(listener.changedAbout("set")).containsExactly("set=1", "set=2", "set=13");
  }
}
