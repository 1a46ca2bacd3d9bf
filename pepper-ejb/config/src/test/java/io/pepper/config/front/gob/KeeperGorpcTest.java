package io.pepper.config.front.gob;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.config.cluster.ConfigTable;
import io.pepper.config.cluster.DomainPublisher;
import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.KeyName;
import io.pepper.config.definition.SectionName;
import io.pepper.config.edit.FileEdit;
import io.pepper.config.edit.KeyChange;
import io.pepper.config.edit.PublishRequest;
import io.pepper.config.node.NodeInfo;
import io.pepper.config.sync.CallerNetworks;
import io.pepper.config.sync.ConfigSubscribers;
import io.pepper.config.sync.SyncAnswer;
import io.pepper.config.sync.SyncCaller;
import io.pepper.config.sync.SyncProtocol;
import io.pepper.config.sync.SyncTimes;
import io.pepper.config.value.ValueType;
import io.pepper.coordination.Coordination;
import io.pepper.coordination.embedded.EmbeddedCoordination;
import io.pepper.fixtures.FreePorts;
import io.pepper.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes in Go that speak gorpc with Go's own gobs, through the adapter. */
class KeeperGorpcTest {
  private static final DomainName DOMAIN = new DomainName("shop");
  private static final FileName FILE = new FileName("test.conf");

  @TempDir Path folder;
  private Coordination coordination;
  private ConfigTable table;
  private ConfigSubscribers subscribers;
  private DomainPublisher publisher;

  @BeforeEach
  void open() {
    coordination = new EmbeddedCoordination(folder);
    table = new ConfigTable(coordination, domain -> subscribers.domainChanged(domain));
    subscribers = new ConfigSubscribers(table::find, Clock.systemUTC());
    publisher = new DomainPublisher(table, Clock.systemUTC());
    table.open();
  }

  @AfterEach
  void close() {
    table.close();
    coordination.close();
  }

  private SyncProtocol protocol() {
    SyncTimes times = new SyncTimes(Duration.ofSeconds(2), Duration.ofSeconds(120));
    return new SyncProtocol(subscribers, times, Clock.systemUTC());
  }

  private GorpcKeeper keeper(int port, String... setting) throws Exception {
    Settings settings =
        Settings.of(setting.length == 0 ? Map.of() : Map.of(setting[0], setting[1]));
    return new GorpcKeeper(new KeeperGorpc(protocol(), new CallerNetworks(settings)), port);
  }

  private void publish(KeyChange... changes) {
    publisher.publish(
        new PublishRequest(
            DOMAIN, List.of(new FileEdit.ChangeKeys(FILE, List.of(changes))), "ann", "because"));
  }

  private static KeyChange set(String key, ValueType type, String value) {
    return KeyChange.set(new SectionName("DEFAULT"), new KeyName(key), type, value);
  }

  /** Each value has the type in Go that programs compiled for gokeeper expect. */
  @Test
  void aNodeReceivesKeysOfAllTypes() throws Exception {
    String[] values = {
      "text",
      "true",
      "-5",
      "7",
      "0.25",
      "1h2m3.5s",
      "a,,b",
      "1,-2",
      "3",
      "0.5,1e9",
      "true,0",
      "a:b,c:",
      "a:1",
      "1:a",
      "1:2",
      "a:true,b",
      "1:false",
      "a,b",
      "1,2",
      "a:b,c;d:e",
      "{\"a\":1}"
    };
    List<KeyChange> changes = new ArrayList<>();
    for (ValueType type : ValueType.values()) {
      changes.add(set("k" + type.name().toLowerCase(), type, values[type.ordinal()]));
    }
    publish(changes.toArray(KeyChange[]::new));

    try (GorpcKeeper keeper = keeper(0);
        GoNode node = new GoNode(keeper.address(), "shop", "n1:80", "/test.conf")) {
      assertThat(node.config())
          .containsExactlyInAnyOrder(
              "Test.kstring string \"text\" string=text",
              "Test.kbool bool \"true\" bool=true",
              "Test.kint int \"-5\" int=-5",
              "Test.kint64 int64 \"7\" int64=7",
              "Test.kfloat64 float64 \"0.25\" float64=0.25",
              "Test.kduration time.Duration \"1h2m3.5s\" time.Duration=1h2m3.5s",
              "Test.kstring_list []string \"a,,b\" []string=[a  b]",
              "Test.kint_list []int \"1,-2\" []int=[1 -2]",
              "Test.kint64_list []int64 \"3\" []int64=[3]",
              "Test.kfloat64_list []float64 \"0.5,1e9\" []float64=[0.5 1e+09]",
              "Test.kbool_list []bool \"true,0\" []bool=[true false]",
              "Test.kstring_by_string map[string]string \"a:b,c:\" map[string]string=map[a:b c:]",
              "Test.kint_by_string map[string]int \"a:1\" map[string]int=map[a:1]",
              "Test.kstring_by_int map[int]string \"1:a\" map[int]string=map[1:a]",
              "Test.kint_by_int map[int]int \"1:2\" map[int]int=map[1:2]",
              "Test.kbool_by_string map[string]bool \"a:true,b\" map[string]bool=map[a:true b:true]",
              "Test.kbool_by_int map[int]bool \"1:false\" map[int]bool=map[1:false]",
              "Test.kstring_set map[string]struct{} \"a,b\" map[string]struct {}=map[a:{} b:{}]",
              "Test.kint_set map[int]struct{} \"1,2\" map[int]struct {}=map[1:{} 2:{}]",
              "Test.kstring_list_by_string map[string][]string \"a:b,c;d:e\""
                  + " map[string][]string=map[a:[b c] d:[e]]",
              "Test.kjson Kjson \"{\\\"a\\\":1}\" string={\"a\":1}");
    }
  }

  @Test
  void aNodeHearsOfChangesAndOfNothingElse() throws Exception {
    publish(set("timeout", ValueType.INT, "0"));
    try (GorpcKeeper keeper = keeper(0);
        GoNode node = new GoNode(keeper.address(), "shop", "n1:80", "test.conf")) {
      assertThat(node.config()).containsExactly("Test.timeout int \"0\" int=0");
      node.await("none");
      publish(set("timeout", ValueType.INT, "20"));
      assertThat(node.config()).containsExactly("Test.timeout int \"20\" int=20");
      assertThat(node.await("")).isEqualTo("none");
    }
  }

  @Test
  void aNodeFindsBackToAServerThatHasForgottenIt() throws Exception {
    publish(set("a", ValueType.STRING, "b"));
    GorpcKeeper keeper = keeper(FreePorts.next());
    try (GoNode node = new GoNode(keeper.address(), "shop", "n1:80", "/test.conf")) {
      node.config();
      keeper.close();
      node.await("broken");
      subscribers.removeSilent(Duration.ofSeconds(-1));
      try (GorpcKeeper again = keeper(keeper.port())) {
        node.await("register");
        assertThat(node.config()).hasSize(1);
        assertThat(again.port()).isEqualTo(keeper.port());
      }
    }
  }

  @Test
  void refusalsSayWhy() throws Exception {
    try (GorpcKeeper keeper = keeper(0);
        GoNode node = new GoNode(keeper.address(), "nodomain", "n1:80", "/test.conf")) {
      assertThat(node.await("error"))
          .isEqualTo("error code: 500 type: 2 reason: domain nodomain not found");
    }
    publish(set("a", ValueType.STRING, "b"));
    try (GorpcKeeper keeper = keeper(0, "pepper.config.allow", "none");
        GoNode node = new GoNode(keeper.address(), "shop", "n1:80", "/test.conf")) {
      assertThat(node.await("error")).contains("127.0.0.1", "pepper.config.allow");
    }
  }

  @Test
  void nodesThatHaveTheSameShareOneMessage() {
    publish(set("a", ValueType.STRING, "b"));
    SyncProtocol protocol = protocol();

    assertThat(EventMessages.of(register(protocol, "n1")))
        .isSameAs(EventMessages.of(register(protocol, "n2")));
  }

  private static SyncAnswer register(SyncProtocol protocol, String id) {
    NodeInfo node =
        NodeInfo.checked(id, DOMAIN, "main", "host", 1, List.of("/test.conf"), 0, Map.of());
    return protocol.register(node, new SyncCaller("gorpc", "127.0.0.1"));
  }
}
