package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of {@code ./pepper diff} and {@code ./pepper apply}. */
class FolderCommandTest {
  private static final String PROGRAM = "io.pepper.launcher.folder.FolderCommand";
  private static final String CRON_JOB =
      "{\"schedule\":\"0 30 2 * * *\",\"run\":{\"type\":\"command\",\"command\":[\"true\"]}}";

  @TempDir Path folder;

  @BeforeEach
  void fill() throws IOException {
    write("queues/orders.json", queue("secret-of-orders"));
    write("cron/backup.json", CRON_JOB);
    write("config/shop/bj/global.conf", "timeout int = 30\nname = shop\n");
    write(".git/HEAD", "not read");
  }

  private static String queue(String password) {
    return "{\"password\":\"%s\",\"topics\":{\"mail\":{\"delivery\":{\"type\":\"pull\"}}}}"
        .formatted(password);
  }

  private void write(String file, String content) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }

  private Script run(Pepper pepper, String command, String... more) {
    List<String> words = new ArrayList<>(List.of("sh", "-c", "\"$0\" \"$@\""));
    words.addAll(pepper.program(PROGRAM));
    words.addAll(List.of(command, folder.toString()));
    words.addAll(List.of(more));
    return Script.run(Path.of("."), words);
  }

  @Test
  void aFolderIsTheTruthAndDriftIsShown() throws IOException {
    try (Pepper pepper = Pepper.embedded().start()) {
      Rest rest = pepper.rest();

      assertThat(run(pepper, "diff"))
          .isEqualTo(
              new Script(
                  2,
                  """
                  queue orders: new
                  cron job backup: new
                  file shop/bj/global.conf: new
                    DEFAULT.timeout: nothing -> int '30'
                    DEFAULT.name: nothing -> string 'shop'
                  3 new, 0 changed, 0 unchanged, 0 refused, 0 not in the folder
                  """));
      assertThat(run(pepper, "apply", "--note", "commit 1").output()).endsWith("applied\n");
      assertThat(run(pepper, "diff"))
          .isEqualTo(
              new Script(0, "0 new, 0 changed, 3 unchanged, 0 refused, 0 not in the folder\n"));
      JsonObject revision =
          rest.get("/api/v1/config/domains/shop/history")
              .json()
              .getJsonArray("revisions")
              .getJsonObject(0);
      assertThat(revision.getString("note")).isEqualTo("commit 1");

      drift(rest);

      assertThat(run(pepper, "diff"))
          .isEqualTo(
              new Script(
                  2,
                  """
                  queue orders: changed
                  queue other: not in the folder
                  file shop/bj/global.conf: changed
                    DEFAULT.timeout: int '31' -> int '30'
                  file shop/new.conf: not in the folder
                  0 new, 2 changed, 1 unchanged, 0 refused, 2 not in the folder
                  """));
      run(pepper, "apply");
      assertThat(run(pepper, "diff").output())
          .endsWith("0 new, 0 changed, 3 unchanged, 0 refused, 2 not in the folder\n");
      run(pepper, "apply", "--prune");
      assertThat(run(pepper, "diff").exitCode()).isZero();
      assertThat(rest.get("/api/v1/queues/other").status()).isEqualTo(404);
    }
  }

  private static void drift(Rest rest) {
    rest.put("/api/v1/queues/orders", queue("another-secret")).expect2xx();
    rest.put("/api/v1/queues/other", queue("another-secret")).expect2xx();
    rest.patch(
            "/api/v1/config/domains/shop/files/bj/global.conf",
            "{\"changes\":[{\"section\":\"DEFAULT\",\"key\":\"timeout\",\"type\":\"int\",\"value\":\"31\"}]}")
        .expect2xx();
    rest.patch(
            "/api/v1/config/domains/shop/files/new.conf",
            "{\"changes\":[{\"section\":\"DEFAULT\",\"key\":\"a\",\"value\":\"b\"}]}")
        .expect2xx();
  }

  @Test
  void filesGoWithTheSamePublishAndJobsThatWaitAreSaid() throws IOException {
    try (Pepper pepper = Pepper.embedded().start()) {
      Rest rest = pepper.rest();
      write("config/shop/old.conf", "a = 1");
      run(pepper, "apply");
      rest.post("/api/v1/queues/orders/jobs", "{\"payloads\":[\"x\",\"y\"]}").expect2xx();
      Files.delete(folder.resolve("config/shop/old.conf"));
      Files.delete(folder.resolve("queues/orders.json"));
      Path linked = Files.createDirectory(folder.resolve(".linked"));
      Files.writeString(linked.resolve("new.conf"), "a = 1");
      Files.createSymbolicLink(folder.resolve("config/shop/sub"), linked);
      write("config/shop/.git/config", "not read");

      assertThat(run(pepper, "diff").output())
          .contains(
              "queue orders: not in the folder\n  2 jobs stay in the store, out of reach, if it is deleted\n",
              "file shop/sub/new.conf: new\n",
              "file shop/old.conf: not in the folder\n");
      run(pepper, "apply", "--prune");

      assertThat(run(pepper, "diff").exitCode()).isZero();
      assertThat(rest.get("/api/v1/config/domains/shop").json().getInt("revision")).isEqualTo(2);
      rest.put("/api/v1/config/domains/shop", "{\"needsReview\":true}").expect2xx();
      write("config/shop/sub2/new.conf", "a = 2");
      write("queues/later.json", queue("a-secret-of-later"));
      assertThat(run(pepper, "apply").output())
          .contains("domain shop: refused\n  domain shop takes reviewed changes only");
      assertThat(rest.get("/api/v1/queues/later").status()).isEqualTo(404);
    }
  }

  @Test
  void nothingChangesWhileSomethingIsRefused() throws IOException {
    write("queues/wrong.json", "{\"topics\":{\"t\":{}}}");
    try (Pepper pepper = Pepper.embedded().start()) {
      Script refused = run(pepper, "apply");

      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.output())
          .contains(
              "queue wrong: refused\n  topics.t.delivery: is needed\n",
              "pepper: nothing was changed, since something is refused");
      assertThat(pepper.rest().get("/api/v1/queues").json().getJsonObject("queues")).isEmpty();
      assertThat(pepper.rest().get("/api/v1/cron/jobs").json().getJsonObject("jobs")).isEmpty();
    }
  }

  @Test
  void whatCannotBeIsSaidInOneLine() throws IOException {
    write("queues/readme.txt", "no queue");
    try (Pepper stopped = Pepper.embedded()) {
      Script refused = run(stopped, "diff");

      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.output())
          .isEqualTo(
              "pepper: %s is not meant here: files are called NAME.json\n"
                  .formatted(folder.resolve("queues/readme.txt")));
      Files.delete(folder.resolve("queues/readme.txt"));
      write("queues/orders.json", queue("a") + "x");
      assertThat(run(stopped, "diff").output()).contains("orders.json").doesNotContain("Exception");
      write("queues/orders.json", "{\"topics\":{},\"topics\":{}}");
      assertThat(run(stopped, "diff").output()).contains("orders.json is no JSON object");
      write("queues/orders.json", queue("a-secret"));
      assertThat(run(stopped, "diff", "--server", "http://127.0.0.1:1").output())
          .isEqualTo(
              "pepper: set PEPPER_TOKEN, or PEPPER_USER and PEPPER_PASSWORD, to log in at http://127.0.0.1:1\n");
      assertThat(run(stopped, "diff", "--prune").output())
          .startsWith("pepper: '--prune' is one argument too many: say diff FOLDER");
    }
  }
}
