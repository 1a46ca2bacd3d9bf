package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** gokeeper's configuration service by a stock gRPC client in Go, which asks as gokeeper's does. */
@ExtendWith(SharedPepper.class)
class KeeperSyncTest {
  private final Pepper pepper;

  KeeperSyncTest(Pepper pepper) {
    this.pepper = pepper;
  }

  @BeforeAll
  static void checkGo() {
    GoProgram.checkGo();
  }

  @Test
  void aNodeHasItsValuesAndHearsOfChangesThatConcernIt() throws Exception {
    put("sync-values", "test.conf", "{'sections':{'DEFAULT':{'timeout':'10'}}}");
    try (GoProgram node = subscribe("sync-values", "n1:80", "/test.conf", "/test.conf/n1:80")) {
      node.awaitLine("1 Test.timeout=10");

      patch("sync-values", "test.conf", "n2:80", "timeout", "20");
      patch("sync-values", "test.conf", "n1:80", "timeout", "30");

      assertThat(node.line()).isEqualTo("3 Test.timeout=30");
    }
  }

  @Test
  void oneOfTwoFilesOfABaseNameCoversTheOther() throws Exception {
    put("sync-files", "global.conf", "{'sections':{'DEFAULT':{'a':'1','b':'1'}}}");
    try (GoProgram node = subscribe("sync-files", "n1:80", "bj/global.conf")) {
      node.awaitLine("1 Global.a=1 Global.b=1");

      put("sync-files", "bj/global.conf", "{'sections':{'DEFAULT':{'b':'2'}}}");

      assertThat(node.line()).isEqualTo("2 Global.a=1 Global.b=2");
    }
  }

  @Test
  void severalFilesChangeTogether() throws Exception {
    put("sync-batch", "a.conf", "{'sections':{'DEFAULT':{'n':'1'}}}");
    put("sync-batch", "b.conf", "{'sections':{'DEFAULT':{'n':'1'}}}");
    try (GoProgram node = subscribe("sync-batch", "n1:80", "/a.conf", "/b.conf")) {
      node.awaitLine("2 A.n=1 B.n=1");

      String change = "{'changes':[{'section':'DEFAULT','key':'n','value':'2'}]}";
      rest()
          .post(
              domain("sync-batch") + "/publish",
              quoted("{'files':{'a.conf':%s,'b.conf':%s}}".formatted(change, change)))
          .expect2xx();

      assertThat(node.line()).isEqualTo("3 A.n=2 B.n=2");
    }
  }

  @Test
  void aNodeOfAnUnknownDomainIsRefusedInGokeepersWords() throws Exception {
    try (GoProgram node = subscribe("sync-none", "n1:80", "/test.conf")) {
      assertThat(node.line()).contains("domain sync-none not found");
    }
  }

  private GoProgram subscribe(String domain, String id, String... subscriptions) throws Exception {
    String[] arguments = new String[4 + subscriptions.length];
    arguments[0] = "subscribe";
    arguments[1] = "127.0.0.1:" + pepper.grpcPort();
    arguments[2] = domain;
    arguments[3] = id;
    System.arraycopy(subscriptions, 0, arguments, 4, subscriptions.length);
    return GoProgram.start("keeper", arguments);
  }

  private void put(String domain, String file, String json) {
    rest().put(domain(domain) + "/files/" + file, quoted(json)).expect2xx();
  }

  private void patch(String domain, String file, String section, String key, String value) {
    rest()
        .patch(
            domain(domain) + "/files/" + file,
            quoted(
                "{'changes':[{'section':'%s','key':'%s','value':'%s'}]}"
                    .formatted(section, key, value)))
        .expect2xx();
  }

  private Rest rest() {
    return pepper.rest();
  }

  private static String domain(String name) {
    return "/api/v1/config/domains/" + name;
  }

  private static String quoted(String json) {
    return json.replace('\'', '"');
  }
}
