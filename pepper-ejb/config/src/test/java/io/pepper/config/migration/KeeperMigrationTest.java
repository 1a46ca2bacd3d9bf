package io.pepper.config.migration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.coordination.ValueJson;
import io.pepper.fixtures.EtcdServer;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys are those that gokeeper writes. */
class KeeperMigrationTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private EtcdServer etcd;

  @TempDir Path temporary;
  private final List<String> lines = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    etcd = new EtcdServer().start();
  }

  @AfterEach
  void stop() {
    etcd.close();
  }

  private String base() {
    return "http://127.0.0.1:" + etcd.port();
  }

  private JsonObject call(String path, JsonObjectBuilder body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base() + path))
            .POST(BodyPublishers.ofByteArray(ValueJson.bytes(body)))
            .build();
    return ValueJson.read(CLIENT.send(request, BodyHandlers.ofByteArray()).body());
  }

  private long put(String key, String value) throws IOException, InterruptedException {
    JsonObject answer =
        call(
            "/v3/kv/put",
            ValueJson.object()
                .add("key", Base64.getEncoder().encodeToString(key.getBytes(UTF_8)))
                .add("value", Base64.getEncoder().encodeToString(value.getBytes(UTF_8))));
    return Long.parseLong(answer.getJsonObject("header").getString("revision"));
  }

  private long set(String domain, String file, String section, String key, int value)
      throws IOException, InterruptedException {
    return put(
        "/gokeeper/conf/" + domain + "/" + file + "/" + section + "/" + key,
        "{\"type\":\"int\",\"raw_key\":\"%s int\",\"raw_value\":\"%d\",\"key\":\"%s\",\"value\":%d,\"struct_key\":\"N\",\"is_json\":false}"
            .formatted(key, value, key, value));
  }

  private void version(String domain, int number, long revision)
      throws IOException, InterruptedException {
    put(
        "/gokeeper/version/all/" + domain + "/" + number,
        "{\"id\":%d,\"domain\":\"%s\",\"version\":%d,\"package_version\":%d,\"note\":\"change %d\",\"timestamp\":1795217836}"
            .formatted(number, domain, number, revision, number));
    put(
        "/gokeeper/version/current/" + domain,
        "{\"version\":%d,\"etcd_version\":%d}".formatted(number, revision));
  }

  private int migrate(Path out, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("gokeeper", "--etcd", base(), "--out", out.toString()));
    arguments.addAll(List.of(more));
    return MigrateCommand.run(
        MigrationArguments.parse(arguments.toArray(String[]::new)), Optional.empty(), lines::add);
  }

  @Test
  void takesWhatIsServedAndEarlierVersions() throws Exception {
    set("d1", "bj/test.conf", "DEFAULT", "n", 1);
    version("d1", 1, set("d1", "bj/test.conf", "10.0.0.1:80", "n", 2));
    version("d1", 2, set("d1", "bj/test.conf", "DEFAULT", "n", 3));
    set("d1", "bj/test.conf", "DEFAULT", "n", 4);
    set("d10", "other.conf", "DEFAULT", "n", 9);
    put("/discovery/shop/property/backend/", "{\"service_name\":\"shop\"}");
    Path out = temporary.resolve("out");

    assertThat(migrate(out, "--history", "5")).isZero();

    assertThat(Files.readString(out.resolve("config/d1/bj/test.conf")))
        .isEqualTo("n int = 3\n\n[10.0.0.1:80]\nn int = 2\n");
    assertThat(Files.readString(out.resolve("config/d10/other.conf"))).isEqualTo("n int = 9\n");
    assertThat(Files.readString(out.resolve("history/d1/00000001/config/d1/bj/test.conf")))
        .isEqualTo("n int = 1\n\n[10.0.0.1:80]\nn int = 2\n");
    assertThat(out.resolve("history/d1/00000001/note"))
        .hasContent("gokeeper's version 1 of 2026-11-20T23:37:16Z: change 1");
    assertThat(out.resolve("services/shop.json")).hasContent("{\"service_name\":\"shop\"}");
    assertThat(lines)
        .contains(
            "domain d1: 1 files as of version 2",
            "domain d1, version 1 of 2026-11-20T23:37:16Z: 1 files");
  }

  @Test
  void takesWhatIsThereNowIfEtcdHasForgottenTheRest() throws Exception {
    version("old", 1, set("old", "a.conf", "DEFAULT", "n", 1));
    version("old", 2, set("old", "a.conf", "DEFAULT", "n", 2));
    long now = set("old", "a.conf", "DEFAULT", "n", 3);
    call("/v3/kv/compaction", ValueJson.object().add("revision", Long.toString(now)));
    Path out = temporary.resolve("out");

    assertThat(migrate(out, "--domain", "old", "--history", "9")).isZero();

    assertThat(Files.readString(out.resolve("config/old/a.conf"))).isEqualTo("n int = 3\n");
    assertThat(lines)
        .first()
        .asString()
        .startsWith("domain old: etcd does not have the content any more that gokeeper serves");
    assertThat(lines)
        .last()
        .asString()
        .matches("domain old, version 1 of .*: etcd does not have its content any more");
    assertThat(out.resolve("history")).doesNotExist();
  }

  @Test
  void saysWhatItCannotReadAndTakesTheRest() throws Exception {
    set("bad", "a.conf", "DEFAULT", "n", 1);
    put("/gokeeper/conf/bad/a.conf/DEFAULT/broken", "{\"type\":");
    put("/gokeeper/conf/bad/a.conf/lost", "{}");
    put(
        "/gokeeper/conf/bad/a.conf/DEFAULT/wrong",
        "{\"type\":\"int\",\"raw_value\":\"x\",\"key\":\"wrong\"}");
    Path out = temporary.resolve("out");

    assertThat(migrate(out, "--domain", "bad")).isEqualTo(3);

    assertThat(Files.readString(out.resolve("config/bad/a.conf"))).isEqualTo("n int = 1\n");
    assertThat(lines)
        .anyMatch(line -> line.startsWith("left out: bad/a.conf/DEFAULT/broken: "))
        .anyMatch(line -> line.startsWith("left out: bad/a.conf/DEFAULT/wrong: raw_value"))
        .anyMatch(line -> line.startsWith("left out: bad/a.conf/lost: "));
  }

  @Test
  void oneKeyThatNoFileCanHaveTakesNoOtherWithIt() throws Exception {
    set("keys", "a.conf", "DEFAULT", "n", 1);
    set("keys", "a.conf", "a]b", "n", 2);
    put(
        "/gokeeper/conf/keys/a.conf/DEFAULT/-",
        "{\"type\":\"string\",\"raw_key\":\"-\",\"raw_value\":\"x\",\"key\":\"-\",\"value\":\"x\"}");
    set("keys", "a.conf", "web", "n", 4);
    Path out = temporary.resolve("out");

    assertThat(migrate(out, "--domain", "keys")).isEqualTo(2);

    assertThat(Files.readString(out.resolve("config/keys/a.conf")))
        .isEqualTo("n int = 1\n\n[web]\nn int = 4\n");
    assertThat(lines)
        .anyMatch(line -> line.startsWith("left out: keys/a.conf/DEFAULT/-: "))
        .anyMatch(line -> line.startsWith("left out: keys/a.conf/a]b/n: "));
  }

  @Test
  void whatIsWrongWithOneDomainKeepsNoOtherFromIt() throws Exception {
    set("good", "a.conf", "DEFAULT", "n", 1);
    set("..", "a.conf", "DEFAULT", "n", 2);
    set(".dot", "a.conf", "DEFAULT", "n", 3);
    version("future", 7, 999_999);
    set("future", "x.conf", "DEFAULT", "n", 4);
    set("future", "x.conf/sub.conf", "DEFAULT", "n", 5);
    long served = set("pinned", "a.conf", "DEFAULT", "n", 6);
    call(
        "/v3/kv/deleterange",
        ValueJson.object().add("key", encoded("/gokeeper/conf/pinned/a.conf/DEFAULT/n")));
    version("pinned", 1, served);
    put("/discovery/a/b/property/backend/", "{\"service_name\":\"a/b\"}");
    put("/discovery/a_b/property/backend/", "{\"service_name\":\"a_b\"}");
    Path out = temporary.resolve("out");

    assertThat(migrate(out)).isEqualTo(3);

    assertThat(out.resolve("config/good/a.conf")).hasContent("n int = 1");
    assertThat(out.resolve("config/pinned/a.conf")).hasContent("n int = 6");
    assertThat(out.resolve("services/a%2Fb.json")).hasContent("{\"service_name\":\"a/b\"}");
    assertThat(out.resolve("services/a_b.json")).hasContent("{\"service_name\":\"a_b\"}");
    assertThat(out.resolve("a.conf")).doesNotExist();
    assertThat(lines)
        .anyMatch(line -> line.startsWith("left out: domain ..: "))
        .anyMatch(line -> line.startsWith("left out: domain .dot: "))
        .anyMatch(line -> line.matches("left out: file future/x.conf.* with 1 keys: .*"));
  }

  private static String encoded(String key) {
    return Base64.getEncoder().encodeToString(key.getBytes(UTF_8));
  }

  @Test
  void readsMoreKeysThanOnePage() throws Exception {
    for (int i = 0; i < 1200; i++) {
      set("many", "a.conf", "DEFAULT", "k%04d".formatted(i), i);
    }
    Path out = temporary.resolve("out");

    assertThat(migrate(out, "--domain", "many")).isZero();

    assertThat(Files.readAllLines(out.resolve("config/many/a.conf"))).hasSize(1200);
  }

  @Test
  void refusesWhatCannotBe() {
    Path out = temporary.resolve("out");
    assertThatThrownBy(() -> migrate(out, "--domain", "nowhere"))
        .isInstanceOf(MigrationException.class)
        .hasMessage("etcd has no domain nowhere of gokeeper");
    assertThatThrownBy(() -> migrate(temporary.getParent(), "--domain", "d1"))
        .isInstanceOf(MigrationException.class)
        .hasMessageEndingWith("is not empty: name a new folder");
    assertThatThrownBy(() -> migrate(out, "--history", "x"))
        .isInstanceOf(MigrationException.class)
        .hasMessage("--history must be a number from 0 to 10000");
    assertThatThrownBy(() -> MigrationArguments.parse("gokeeper", "--etcd", "x", "--out", "y"))
        .isInstanceOf(MigrationException.class)
        .hasMessageStartingWith("'x' is no address of one etcd");
  }
}
