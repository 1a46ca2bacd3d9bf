package io.pepper.config.migration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.coordination.ValueJson;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PepperbusMigrationTest {
  private static final String STORAGE =
      "\"storage\":{\"type\":\"redis\",\"address\":\"10.0.0.5:6379\",\"auth\":\"\"}";

  @TempDir Path temporary;
  private Path domain;
  private Path out;
  private final List<String> lines = new ArrayList<>();

  @BeforeEach
  void folders() throws IOException {
    domain = Files.createDirectory(temporary.resolve("domain"));
    out = temporary.resolve("out");
  }

  private int migrate(String queueConfig, String tagsMapping) throws IOException {
    Files.writeString(
        domain.resolve("queue.conf"),
        """
        queue_config string = `%s`
        tags_mapping string = `%s`
        cgi_config string = `{"local":{"address":"127.0.0.1:9000","max_conn_num":600}}`
        http_config string = `{"request_timeout":3000000000}`

        [10.0.0.1:19840]
        tags []string = main,slow
        shard_id int = 1
        """
            .formatted(queueConfig, tagsMapping));
    return MigrateCommand.run(
        MigrationArguments.parse("pepperbus", domain.toString(), "--out", out.toString()),
        Optional.empty(),
        lines::add);
  }

  private JsonObject queue(String name) throws IOException {
    return ValueJson.read(Files.readAllBytes(out.resolve("queues/" + name + ".json")));
  }

  @Test
  void makesAQueueOfEach() throws IOException {
    Files.writeString(domain.resolve("global.conf"), "gateway_port = 12018\nadmin_port = 19840\n");
    String config =
        """
        {"orders":{"queue_name":"orders","password":"783ab0ce","topic":{
          "mail":{"name":"mail","password":"abc","run_type":0,"num_of_workers":20,"script_entry":"/srv/mail.php","cgi_config_key":"local","is_retry":true,"retry_time":40,%s},
          "hook":{"run_type":1,"num_of_workers":5,"script_entry":"http://10.0.0.2/hook","http_config":"{\\\\"host\\\\":\\\\"hooks.example.org\\\\"}"},
          "old":{"run_type":2,"script":"worker.php"}}}}\
        """
            .formatted(STORAGE)
            .replace("\n", " ")
            .replace("\\\\", "\\");

    assertThat(
            migrate(config, "{\"main\":{\"orders\":[\"mail\",\"old\"]},\"slow\":{\"orders\":[]}}"))
        .isZero();

    JsonObject queue = queue("orders");
    assertThat(queue.getString("password")).isEqualTo("783ab0ce");
    assertThat(queue.getJsonObject("topics").getJsonObject("mail").toString())
        .isEqualTo(
            "{\"delivery\":{\"type\":\"fastcgi\",\"address\":\"127.0.0.1:9000\",\"script\":\"/srv/mail.php\"},"
                + "\"workers\":20,\"password\":\"abc\","
                + "\"retry\":{\"attempts\":4,\"backoff\":\"linear\",\"initial\":\"PT30S\",\"max\":\"PT1H\"},"
                + "\"tag\":\"main\"}");
    assertThat(queue.getJsonObject("topics").getJsonObject("hook").toString())
        .isEqualTo(
            "{\"delivery\":{\"type\":\"http\",\"url\":\"http://10.0.0.2/hook\"},\"workers\":5,"
                + "\"timeout\":\"PT3S\",\"retry\":{\"attempts\":1},\"tag\":\"slow\"}");
    assertThat(queue.getJsonObject("topics").getJsonObject("old").getJsonObject("delivery"))
        .hasToString("{\"type\":\"pull\"}");
    assertThat(lines)
        .contains(
            "topic orders/mail: its tags are main, slow; a topic has one tag here, and main is taken",
            "topic orders/mail: jobs that still wait in Redis at 10.0.0.5:6379 stay there; let pepperbus work them off",
            "topic orders/hook: its requests name the host hooks.example.org, not that of the URL: let the URL name it",
            "node 10.0.0.1:19840: set pepper.tags=main,slow",
            "set pepper.resp.port=12018",
            "set pepper.http.port=19840");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "1, 3",
    "30, 3",
    "31, 4",
    "90, 4",
    "300, 6",
    "600, 8",
    "3600, 17",
    "86400, 78"
  })
  void givesAsManyAttemptsAsTheBudgetOfWaitingTimeBought(int seconds, int attempts)
      throws IOException {
    migrate(
        "{\"q\":{\"topic\":{\"t\":{\"run_type\":1,\"script_entry\":\"http://h/\",\"is_retry\":true,\"retry_time\":%d}}}}"
            .formatted(seconds),
        "{\"main\":{\"q\":[]}}");

    assertThat(
            queue("q")
                .getJsonObject("topics")
                .getJsonObject("t")
                .getJsonObject("retry")
                .getInt("attempts"))
        .isEqualTo(attempts);
  }

  @Test
  void saysWhatItCannotTakeOver() throws IOException {
    int leftOut =
        migrate(
            "{\"q\":{\"queue_name\":\"other\",\"topic\":{\"a\":{\"run_type\":0,\"cgi_config_key\":\"gone\",\"script_entry\":\"/x\"},\"b\":{\"run_type\":9},\"c\":{\"run_type\":1,\"script_entry\":\"http://h/\"}}},\"empty\":{\"topic\":{\"t\":null}},\"bad\":1,\"../q\":{},\"sp ace\":{}}",
            "{}");

    assertThat(leftOut).isEqualTo(7);
    assertThat(lines)
        .contains(
            "left out: topic q/a: its pool gone has no address in cgi_config, or it has no script",
            "left out: topic q/b: run_type is none of 0, 1 and 2",
            "left out: queue empty has no topic that could be taken over",
            "left out: queue bad is no object",
            "left out: topic empty/t is no object, or cannot be called so here",
            "queue q: pepperbus calls it other inside; producers log in and push as q here",
            "topic q/c: no node of pepperbus consumes it, since no tag is mapped to it; it is paused here");
    assertThat(queue("q").getJsonObject("topics").getJsonObject("c").getBoolean("paused")).isTrue();
  }

  @Test
  void refusesAFolderWithoutQueuesAndJsonThatIsCutOff() throws IOException {
    assertThatThrownBy(() ->
            MigrateCommand.run(
                MigrationArguments.parse("pepperbus", domain.toString(), "--out", out.toString()),
                Optional.empty(),
                lines::add))
        .isInstanceOf(MigrationException.class)
        .hasMessageEndingWith("has no file queue.conf");
    Files.writeString(
        domain.resolve("queue.conf"),
        new String("queue_config = {\"q\":\"a;b\"}\n".getBytes(UTF_8), UTF_8));
    assertThatThrownBy(() ->
            MigrateCommand.run(
                MigrationArguments.parse(
                    "pepperbus", domain.toString(), "--out", out.resolve("new").toString()),
                Optional.empty(),
                lines::add))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("queue_config is no JSON object")
        .hasMessageEndingWith("is it cut off at '#' or ';'?");
  }
}
