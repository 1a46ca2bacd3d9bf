package io.pepper.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configuration over REST as people, curl and their programs see it. */
@ExtendWith(SharedPepper.class)
class ConfigRestTest {
  private static final String DOMAINS = "/api/v1/config/domains/";

  private final Pepper pepper;
  private final Rest rest;
  private final ConfigCalls calls;

  ConfigRestTest(Pepper pepper) {
    this.pepper = pepper;
    this.rest = pepper.rest();
    this.calls = new ConfigCalls(pepper);
  }

  @Test
  void publishesAnIniFileAndReadsItInBothForms() {
    HttpResponse<byte[]> put =
        calls.putIni(
            "domains/ini/files/bj/Global.CONF", "timeout int = 30\nhost = db1\n[n1]\nx = 1\n");
    assertThat(put.statusCode()).isEqualTo(201);
    assertThat(ConfigCalls.text(put)).isEqualTo("{\"revision\":1}");
    assertThat(ConfigCalls.header(put, "ETag")).isEqualTo("\"1\"");

    HttpResponse<byte[]> ini =
        calls.get("domains/ini/files/bj/Global.CONF", "Accept", "text/plain");
    assertThat(ConfigCalls.text(ini)).contains("timeout int = 30", "host = db1", "[n1]");
    assertThat(ConfigCalls.header(ini, "Content-Type")).startsWith("text/plain");
    assertThat(ConfigCalls.header(ini, "ETag")).isEqualTo("\"1\"");

    JsonObject json = rest.get(DOMAINS + "ini/files/bj/Global.CONF").expect2xx().json();
    assertThat(json.toString())
        .isEqualTo(
            "{\"domain\":\"ini\",\"file\":\"bj/Global.CONF\",\"revision\":1,\"sections\":{\"DEFAULT\":{\"timeout\":{\"type\":\"int\",\"value\":\"30\"},\"host\":{\"type\":\"string\",\"value\":\"db1\"}},\"n1\":{\"x\":{\"type\":\"string\",\"value\":\"1\"}}}}");
    assertThat(rest.put(DOMAINS + "ini/files/bj/Global.CONF", json.toString()).body())
        .isEqualTo("{\"revision\":1}");
  }

  @Test
  void aReadOfWhatTheCallerHasIsEmpty() {
    calls.putIni("domains/etag/files/a.conf", "x = 1");

    HttpResponse<byte[]> same = calls.get("domains/etag/files/a.conf", "If-None-Match", "\"1\"");

    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.body()).isEmpty();
    assertThat(calls.get("domains/etag/files/a.conf", "If-None-Match", "\"7\"").statusCode())
        .isEqualTo(200);
  }

  @Test
  void refusesAnUpdateThatWouldBeLost() {
    calls.putIni("domains/lost/files/a.conf", "x = 1");
    calls.putIni("domains/lost/files/a.conf", "x = 2");

    HttpResponse<byte[]> late = put("lost", "{\"sections\":{}}", "If-Match", "\"1\"");

    assertThat(late.statusCode()).isEqualTo(412);
    assertThat(ConfigCalls.header(late, "Content-Type")).startsWith("application/problem+json");
    assertThat(ConfigCalls.text(late)).contains("a.conf is at revision 2, not 1");
    assertThat(ConfigCalls.header(late, "ETag")).isEqualTo("\"2\"");
    assertThat(put("lost", "{\"sections\":{}}", "If-None-Match", "*").statusCode()).isEqualTo(412);
    assertThat(put("lost", "{\"sections\":{}}", "If-Match", "\"2\"").statusCode()).isEqualTo(200);
    assertThat(put("lost", "{\"sections\":{}}", "If-Match", "latest").statusCode()).isEqualTo(400);
  }

  private HttpResponse<byte[]> put(String domain, String json, String header, String value) {
    return calls.call(
        "PUT",
        "domains/" + domain + "/files/a.conf",
        BodyPublishers.ofString(json),
        "Content-Type",
        "application/json",
        header,
        value);
  }

  @Test
  void changesKeysInOnePublish() {
    calls.putIni("domains/patch/files/a.conf", "timeout int = 10\nold = 1\n");

    RestAnswer patched =
        rest.patch(
            DOMAINS + "patch/files/a.conf",
            "{\"changes\":[{\"section\":\"DEFAULT\",\"key\":\"timeout\",\"type\":\"int\",\"value\":\"30\"},"
                + "{\"section\":\"DEFAULT\",\"key\":\"old\"},"
                + "{\"section\":\"n1\",\"key\":\"ratio\",\"type\":\"float64\",\"value\":\"0.5\"}],\"note\":\"slower\"}");

    assertThat(patched.body()).isEqualTo("{\"revision\":2}");
    JsonObject sections = rest.get(DOMAINS + "patch/files/a.conf").json().getJsonObject("sections");
    assertThat(sections.toString())
        .isEqualTo(
            "{\"DEFAULT\":{\"timeout\":{\"type\":\"int\",\"value\":\"30\"}},\"n1\":{\"ratio\":{\"type\":\"float64\",\"value\":\"0.5\"}}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"changes\":[{\"key\":\"n\",\"type\":\"int\",\"value\":\"x\"}]}; is no int",
        "{\"changes\":[{\"key\":\"n\",\"type\":\"whole\",\"value\":\"1\"}]}; there is no type 'whole'",
        "{\"changes\":[{\"key\":\"a b\",\"value\":\"1\"}]}; contains a blank",
        "{\"changes\":[{\"key\":\"n\",\"section\":\"\",\"value\":\"1\"}]}; is not the name of a section",
        "{\"changes\":[{\"key\":\"n\",\"raw_value\":\"1\"}]}; is not known here",
        "{\"changes\":[{\"key\":\"n\",\"value\":1}]}; must be a text",
        "{\"changes\":[]}; must have 1 to",
        "{\"change\":[]}; is needed",
        "{\"changes\":[{\"key\":\"n\",\"value\":\"***\"}]}; write the value",
      })
  void refusesWhatCannotBePublishedAndSaysWhy(String body, String problem) {
    RestAnswer refused = rest.patch(DOMAINS + "refused/files/a.conf", body);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body()).contains(problem.strip());
    assertThat(rest.get(DOMAINS + "refused").status()).isEqualTo(404);
  }

  @Test
  void refusesNamesOfFilesThatAreNone() {
    RestAnswer refused = rest.get(DOMAINS + "names/files/notes.txt");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body()).contains("end in .conf", "\"field\":\"file\"");
    assertThat(rest.get(DOMAINS + "names/files/a.conf").status()).isEqualTo(404);
  }

  @Test
  void warnsOfTrapsAndRefusesThemIfAskedTo() {
    HttpResponse<byte[]> warned = calls.putIni("domains/traps/files/a.conf", "url = a#b\n");
    HttpResponse<byte[]> strict =
        calls.putIni("domains/traps/files/a.conf?strict=true", "url = a#c\n");

    assertThat(warned.statusCode()).isEqualTo(201);
    assertThat(ConfigCalls.text(warned)).contains("\"warnings\":[\"line 1: ");
    assertThat(strict.statusCode()).isEqualTo(400);
    assertThat(ConfigCalls.text(strict)).contains("line 1: ");
  }

  @Test
  void publishesSeveralFilesAsOneRevisionOrNone() {
    calls.putIni("domains/batch/files/gone.conf", "x = 1");

    RestAnswer done =
        rest.post(
            DOMAINS + "batch/publish",
            "{\"note\":\"all\",\"files\":{\"a.conf\":{\"changes\":[{\"key\":\"n\",\"type\":\"int\",\"value\":\"1\"}]},"
                + "\"b/b.conf\":{\"sections\":{\"DEFAULT\":{\"on\":true}}},\"gone.conf\":null}}");
    RestAnswer refused =
        rest.post(
            DOMAINS + "batch/publish",
            "{\"files\":{\"a.conf\":{\"sections\":{}},\"b/b.conf\":{\"revision\":1,\"sections\":{}}}}");

    assertThat(done.body())
        .isEqualTo("{\"revision\":2,\"changed\":[\"a.conf\",\"b/b.conf\",\"gone.conf\"]}");
    assertThat(refused.status()).isEqualTo(412);
    assertThat(rest.get(DOMAINS + "batch").json().getJsonArray("files").toString())
        .isEqualTo(
            "[{\"file\":\"a.conf\",\"revision\":2,\"keys\":1},{\"file\":\"b/b.conf\",\"revision\":2,\"keys\":1}]");
    assertThat(rest.delete(DOMAINS + "batch/files/gone.conf").status()).isEqualTo(404);
    assertThat(rest.delete(DOMAINS + "batch/files/a.conf").body()).isEqualTo("{\"revision\":3}");
  }

  @Test
  void whoWaitsHearsOfANewRevisionAtOnce() {
    calls.putIni("domains/wait/files/a.conf", "x = 1");
    CompletableFuture<HttpResponse<byte[]>> json =
        calls.begin(
            "GET", "domains/wait/files/a.conf/wait?revision=1&timeout=30", BodyPublishers.noBody());
    CompletableFuture<HttpResponse<byte[]>> ini =
        calls.begin(
            "GET",
            "domains/wait/files/a.conf/wait?revision=1&timeout=30",
            BodyPublishers.noBody(),
            "Accept",
            "text/plain");
    calls.putIni("domains/wait/files/other.conf", "x = 1");
    assertThat(json).isNotDone();

    calls.putIni("domains/wait/files/a.conf", "x = 2");

    assertThat(json).succeedsWithin(Duration.ofSeconds(10));
    assertThat(ConfigCalls.text(json.join())).contains("\"revision\":3", "\"value\":\"2\"");
    assertThat(ConfigCalls.header(json.join(), "ETag")).isEqualTo("\"3\"");
    assertThat(ConfigCalls.text(ini.join())).isEqualTo("x = 2\n");
  }

  @Test
  void aWaitEndsWithItsTimeAndWithItsFile() {
    calls.putIni("domains/waited/files/a.conf", "x = 1");

    HttpResponse<byte[]> late = calls.get("domains/waited/files/a.conf/wait?revision=1&timeout=1");
    assertThat(late.statusCode()).isEqualTo(304);
    assertThat(calls.get("domains/waited/files/a.conf/wait?revision=0").statusCode())
        .isEqualTo(200);
    assertThat(calls.get("domains/waited/files/b.conf/wait").statusCode()).isEqualTo(404);
    assertThat(calls.get("domains/waited/files/a.conf/wait?timeout=301").statusCode())
        .isEqualTo(400);
    CompletableFuture<HttpResponse<byte[]>> waiting =
        calls.begin(
            "GET",
            "domains/waited/files/a.conf/wait?revision=1&timeout=30",
            BodyPublishers.noBody());
    rest.delete(DOMAINS + "waited").expect2xx();

    assertThat(waiting).succeedsWithin(Duration.ofSeconds(10));
    assertThat(waiting.join().statusCode()).isEqualTo(404);
  }

  @Test
  void masksSecretsAndKeepsWhatIsWrittenBackMasked() {
    String file = DOMAINS + "secret/files/a.conf";
    rest.patch(
            file,
            "{\"changes\":[{\"key\":\"pin\",\"type\":\"int\",\"value\":\"4711\",\"secret\":true},{\"key\":\"host\",\"value\":\"db\"}]}")
        .expect2xx();

    RestAnswer shown = rest.get(file).expect2xx();
    HttpResponse<byte[]> ini = calls.get("domains/secret/files/a.conf", "Accept", "text/plain");
    assertThat(shown.body()).doesNotContain("4711").contains("\"value\":\"***\",\"secret\":true");
    assertThat(ConfigCalls.text(ini)).doesNotContain("4711").contains("***");
    assertThat(rest.put(file, shown.body()).body()).isEqualTo("{\"revision\":1}");
    assertThat(ConfigCalls.text(calls.putIni("domains/secret/files/a.conf", ConfigCalls.text(ini))))
        .isEqualTo("{\"revision\":1}");
    assertThat(rest.get("/api/v1/config/search?q=4711").body()).isEqualTo("{\"hits\":[]}");
    assertThat(rest.get("/api/v1/audit").body()).doesNotContain("4711");
  }

  @Test
  void configuresADomainAndBindsItToATag() {
    String domain = DOMAINS + "bound";
    assertThat(
            rest.put(domain, "{\"tag\":\"bound\",\"webhook\":\"https://hooks.example/x\"}")
                .status())
        .isEqualTo(201);
    rest.patch(
            domain + "/files/a.conf", "{\"changes\":[{\"key\":\"k\",\"value\":\"needle-bound\"}]}")
        .expect2xx();
    Rest other = user("config-other", "operator", "[\"else\"]");
    Rest viewer = user("config-viewer", "viewer", "[\"bound\"]");

    assertThat(other.get(domain).status()).isEqualTo(403);
    assertThat(other.get("/api/v1/config/domains").body()).doesNotContain("bound");
    assertThat(other.get("/api/v1/config/search?q=needle-bound").body()).isEqualTo("{\"hits\":[]}");
    assertThat(other.get(domain + "/files/a.conf/wait?revision=0").status()).isEqualTo(403);
    assertThat(viewer.get(domain).expect2xx().body())
        .contains("\"tag\":\"bound\"", "\"webhook\":\"***\"");
    assertThat(viewer.patch(domain + "/files/a.conf", "{\"changes\":[{\"key\":\"k\"}]}").status())
        .isEqualTo(403);
    assertThat(viewer.get("/api/v1/config/search?q=NEEDLE-bound").body())
        .contains("\"domain\":\"bound\",\"file\":\"a.conf\",\"section\":\"DEFAULT\",\"key\":\"k\"");
    assertThat(rest.put(domain, "{\"tags\":\"x\"}").body()).contains("\"field\":\"tags\"");
    rest.put(domain, "{\"tag\":\"bound\",\"needsReview\":true}").expect2xx();
    assertThat(rest.delete(domain + "/files/a.conf").status()).isEqualTo(409);
  }

  private Rest user(String name, String role, String tags) {
    rest.post(
            "/api/v1/users",
            "{\"name\":\"%s\",\"password\":\"%s-secret\",\"role\":\"%s\",\"tags\":%s}"
                .formatted(name, name, role, tags))
        .expect2xx();
    return new Rest(pepper.httpUrl(), name, name + "-secret");
  }

  @Test
  void exportsAndImportsArchives() throws IOException {
    calls.putIni("domains/zip/files/a.conf", "x = 1");
    calls.putIni("domains/zip/files/b/b.conf", "y int = 2");
    Map<String, String> exported = unzip(calls.get("domains/zip/export").body());
    assertThat(exported).containsOnlyKeys("a.conf", "b/b.conf");
    byte[] archive = zip(Map.of("a.conf", "x = 5\n", "c.conf", "z = 1\n"));

    HttpResponse<byte[]> planned = upload("zip", "?dryRun=true", archive);
    assertThat(ConfigCalls.text(planned))
        .contains(
            "\"dryRun\":true",
            "\"before\":{\"type\":\"string\",\"value\":\"1\"},\"after\":{\"type\":\"string\",\"value\":\"5\"}");
    assertThat(rest.get(DOMAINS + "zip").json().getInt("revision")).isEqualTo(2);
    HttpResponse<byte[]> done = upload("zip", "", archive);
    assertThat(ConfigCalls.text(done))
        .isEqualTo("{\"revision\":3,\"revisions\":[3],\"changed\":[\"a.conf\",\"c.conf\"]}");
    assertThat(upload("zip", "", "no zip".getBytes(UTF_8)).statusCode()).isEqualTo(400);
    HttpResponse<byte[]> wrong = upload("zip", "", zip(Map.of("d.conf", "n int = x\n")));
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(ConfigCalls.text(wrong)).contains("\"field\":\"d.conf\"", "line 1");
  }

  private HttpResponse<byte[]> upload(String domain, String query, byte[] archive) {
    return calls.call(
        "PUT",
        "domains/" + domain + "/import" + query,
        BodyPublishers.ofByteArray(archive),
        "Content-Type",
        "application/zip");
  }

  private static byte[] zip(Map<String, String> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (var file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  private static Map<String, String> unzip(byte[] archive) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), new String(zip.readAllBytes(), UTF_8));
      }
    }
    return files;
  }

  @Test
  void searchesPageByPage() {
    rest.put(
            DOMAINS + "paged/files/a.conf",
            "{\"sections\":{\"DEFAULT\":{\"paged-2\":\"v\",\"paged-1\":\"v\",\"other\":\"Paged value\"}}}")
        .expect2xx();

    JsonObject first = rest.get("/api/v1/config/search?q=paged&limit=2").expect2xx().json();
    JsonObject second =
        rest.get("/api/v1/config/search?q=paged&limit=10&cursor=" + first.getString("cursor"))
            .expect2xx()
            .json();

    assertThat(first.getJsonArray("hits").toString())
        .isEqualTo(
            "[{\"domain\":\"paged\"},{\"domain\":\"paged\",\"file\":\"a.conf\",\"section\":\"DEFAULT\",\"key\":\"other\",\"type\":\"string\",\"value\":\"Paged value\"}]");
    assertThat(second.getJsonArray("hits")).hasSize(2);
    assertThat(second.getJsonArray("hits").getJsonObject(0).getString("key")).isEqualTo("paged-1");
    assertThat(second.containsKey("cursor")).isFalse();
    assertThat(rest.get("/api/v1/config/search?q=").status()).isEqualTo(400);
    assertThat(rest.get("/api/v1/config/search?q=x&cursor=%21").status()).isEqualTo(400);
  }
}
