package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Crontabs on the running product: read, created, run. */
@ExtendWith(SharedPepper.class)
class CronImportTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String IMPORT = "/api/v1/cron/import";
  private static final String JOBS = "/api/v1/cron/jobs/";

  private final Rest rest;

  @TempDir Path folder;

  CronImportTest(Pepper pepper) {
    this.rest = pepper.rest();
  }

  @Test
  void readsThenCreatesThenRuns() throws Exception {
    Path out = folder.resolve("out");
    String crontab =
        """
        # m h  dom mon dow   command
        MAILTO=""
        PATH=/usr/bin:/bin
        GREETING="good day"
        # greets
        37 23 * * * cat > %s; echo "$GREETING" >> %s%%from cron\\%%
        0 22-4/2 * * fri-mon /bin/true
        """
            .formatted(out, out);
    JsonObject read = rest.post(IMPORT, body(crontab, "'zone':'Europe/Berlin'")).expect2xx().json();
    assertThat(read.getString("form")).isEqualTo("user");
    assertThat(read.getInt("jobs")).isEqualTo(2);
    assertThat(read.getJsonArray("created")).isEmpty();
    JsonObject line = line(read, 6);
    assertThat(line.getString("kind")).isEqualTo("job");
    assertThat(line.getString("reading")).isEqualTo("at 23:37 every day in Europe/Berlin");
    assertThat(line.getJsonArray("next")).hasSize(5);
    assertThat(line.getJsonObject("job").getString("remark")).isEqualTo("greets");
    assertThat(line(read, 3).getJsonArray("notes").getString(0)).contains("run.environment.PATH");
    assertThat(rest.get(JOBS + line.getString("name")).status()).as("only read").isEqualTo(404);

    String create =
        "'zone':'Europe/Berlin','names':{'6':'import-greets','7':'import-true'},'create':true";
    RestAnswer created = rest.post(IMPORT, body(crontab, create));
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.json().getJsonArray("created").getValuesAs(JsonString::getString))
        .containsExactly("import-greets", "import-true");
    rest.post(JOBS + "import-greets/run", "{}").expect2xx();
    await().atMost(LIMIT).until(() -> Files.exists(out) && Files.readString(out).contains("day"));
    assertThat(out).hasContent("from cron%\ngood day\n");

    JsonObject again = rest.post(IMPORT, body(crontab, "'zone':'Europe/Berlin'")).json();
    assertThat(line(again, 6).getString("kind")).isEqualTo("present");
    assertThat(line(again, 6).getString("name")).isEqualTo("import-greets");
    assertThat(rest.post(IMPORT, body(crontab, create)).status()).isEqualTo(400);
    List.of("import-greets", "import-true").forEach(name -> rest.delete(JOBS + name).expect2xx());
  }

  @Test
  void createsNothingOfACrontabWithAMistake() {
    String crontab = "0 5 * * * /bin/true\n61 5 * * * /bin/false\n";
    JsonObject read = rest.post(IMPORT, body(crontab, "'form':'user'")).expect2xx().json();
    assertThat(read.getInt("errors")).isEqualTo(1);
    assertThat(line(read, 2).getString("problem")).contains("61 is too large");

    String names = "'names':{'1':'import-mistake'},'create':true";
    RestAnswer refused = rest.post(IMPORT, body(crontab, names));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().getString("field")).isEqualTo("text");
    assertThat(refused.json().getString("detail"))
        .startsWith("nothing was created, since line 2 cannot be used");
    assertThat(rest.get(JOBS + "import-mistake").status()).isEqualTo(404);

    RestAnswer created =
        rest.post(IMPORT, body(crontab, names + ",'skip':[2],'with':{'paused':true,'tag':'x'}"));
    assertThat(created.status()).isEqualTo(201);
    JsonObject job = rest.get(JOBS + "import-mistake").expect2xx().json();
    assertThat(job.getBoolean("paused")).isTrue();
    assertThat(job.getString("tag")).isEqualTo("x");
    rest.delete(JOBS + "import-mistake").expect2xx();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text      | {}",
        "text      | {'text':' '}",
        "form      | {'text':'# x','form':'vixie'}",
        "zone      | {'text':'# x','zone':'Mars/Olympus'}",
        "skip      | {'text':'# x','skip':[7]}",
        "skip      | {'text':'# x','skip':'7'}",
        "names     | {'text':'# x','names':{'a':'b'}}",
        "with.run  | {'text':'# x','with':{'run':{}}}",
        "with      | {'text':'# x','with':[]}",
        "creat     | {'text':'# x','creat':true}",
      })
  void namesTheFieldAtFault(String field, String body) {
    RestAnswer reply = rest.post(IMPORT, body.replace('\'', '"'));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().getString("field")).isEqualTo(field);
  }

  /** What people type as a schedule first. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "37 23 * * * /home/u/refresh.sh | the command '/home/u/refresh.sh' belongs in run.command",
        "17 * * * * root run-parts /etc/cron.hourly | POST /api/v1/cron/import",
        "MAILTO=\"\" | set the alarms of the job",
        "*-5 * * * * | '*-5' is no range",
        "@at 2001-01-01T00:00:00Z | is over, so the job would never run",
      })
  void saysWhereALineOfACrontabBelongs(String schedule, String detail) {
    JsonObject document =
        Json.createObjectBuilder()
            .add("schedule", schedule)
            .add(
                "run",
                Json.createObjectBuilder()
                    .add("type", "command")
                    .add("command", Json.createArrayBuilder().add("true")))
            .build();
    RestAnswer reply = rest.put(JOBS + "import-hint", document.toString());

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().getString("field")).isEqualTo("schedule");
    assertThat(reply.json().getString("detail")).contains(detail);
  }

  private static JsonObject line(JsonObject reading, int number) {
    return reading.getJsonArray("lines").getJsonObject(number - 1);
  }

  private static String body(String crontab, String more) {
    String text = Json.createObjectBuilder().add("text", crontab).build().toString();
    return text.replaceFirst("}$", "") + "," + more.replace('\'', '"') + "}";
  }
}
