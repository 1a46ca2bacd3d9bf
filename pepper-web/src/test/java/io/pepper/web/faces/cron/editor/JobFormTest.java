package io.pepper.web.faces.cron.editor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.definition.InvalidDefinitionException;
import io.pepper.web.faces.cron.PrettyJson;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobFormTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        """
        {"schedule":"* * * * *","run":{"type":"command","command":["a b","c\\nd"],"environment":{"X":"1\\n2"}},
         "replicas":"all","jitter":"PT1S","excludes":["x"],"unknown":{"any":[1,null]},"timeout":"PT0.0015S"}\
        """,
        """
        {"after":{"jobs":["b","a"]},"run":{"type":"http","url":"http://x/","headers":{"A":"b"},"body":"\\u0001"},
         "alarms":{"on":[],"mail":["a@b"]},"retry":{"attempts":2}}\
        """,
        "{\"run\":{\"type\":\"later\",\"x\":1}}"
      })
  void changesNothingByItself(String text) {
    JsonObject document = PrettyJson.read(text);
    JsonObject written = new JobForm(document).document();

    assertThat(written.keySet()).containsAll(document.keySet());
    document.forEach((name, value) -> {
      if (!text.contains("later")) {
        assertThat(written.get(name)).as(name).isEqualTo(value);
      }
    });
  }

  @Test
  void keepsTheEndsOfLinesThatBrowsersChange() {
    JsonObject document =
        PrettyJson.read(
            """
            {"run":{"type":"command","command":["a\\nb","c\\r\\nd"],"environment":{"X":"1","Y":"2"}}}\
            """);
    JobForm form = new JobForm(document);
    form.values().put("run.command", "'a\r\nb' 'c\r\nd'");
    form.values().put("run.environment", "X=1\r\nY=3");

    JsonObject run = form.document().getJsonObject("run");
    assertThat(run.get("command")).isEqualTo(document.getJsonObject("run").get("command"));
    assertThat(run.getJsonObject("environment").getString("Y")).isEqualTo("3");
    form.values().put("run.command", "'a\r\nb'");
    assertThat(form.document().getJsonObject("run").getJsonArray("command").getString(0))
        .isEqualTo("a\nb");
  }

  @Test
  void writesWhatWasChangedAndKeepsTheRest() {
    JobForm form =
        new JobForm(
            PrettyJson.read(
                """
                {"schedule":"@daily","jitter":"PT5S","run":{"type":"command","command":["old"],"user":"www"}}\
                """));
    form.values().put("run.command", "sh -c 'echo x | wc'");
    form.values().put("run.user", null);
    form.values().put("run.environment", "A=b=c\n\nD= e");
    form.values().put("replicas", "all");
    form.values().put("timeout", "1h 5m");
    form.values().put("retry.initial", "3s");

    assertThat(form.document())
        .isEqualTo(
            PrettyJson.read(
                """
                {"schedule":"@daily","jitter":"PT5S",
                 "run":{"type":"command","command":["sh","-c","echo x | wc"],
                        "environment":{"A":"b=c","D":" e"}},
                 "replicas":"all","timeout":"PT1H5M",
                 "retry":{"attempts":1,"backoff":"exponential","initial":"PT3S","max":"PT10M"}}\
                """));
  }

  @Test
  void leavesNothingOfTheTypeBefore() {
    JobForm form =
        new JobForm(
            PrettyJson.read(
                "{\"run\":{\"type\":\"command\",\"command\":[\"x\"],\"user\":\"www\"}}"));
    form.values().put("run.type", "http");
    form.values().put("run.url", "https://example.org/");
    form.values().put("run.headers", "X-Key: a: b");

    assertThat(form.document().getJsonObject("run"))
        .isEqualTo(
            PrettyJson.read(
                """
                {"type":"http","method":"POST","url":"https://example.org/",
                 "headers":{"X-Key":"a: b"},"contentType":"application/json"}\
                """));
  }

  @Test
  void alarmsOnceThereIsSomebodyToTell() {
    JobForm form = new JobForm(Json.createObjectBuilder().build());
    form.events().put("late", true);
    assertThat(form.document()).doesNotContainKey("alarms");

    form.values().put("alarms.mail", "a@example.org, b@example.org");
    JsonObject alarms = form.document().getJsonObject("alarms");
    assertThat(alarms.getJsonArray("mail")).hasSize(2);
    assertThat(alarms.getJsonArray("on").getValuesAs(FieldKind.TEXT::text))
        .containsExactlyElementsOf(List.of("failed", "late", "notStarted", "recovered"));

    JobForm silenced = new JobForm(form.document());
    silenced.values().put("alarms.mail", "");
    assertThat(silenced.document()).doesNotContainKey("alarms");
  }

  @Test
  void namesTheFieldThatCannotBeWritten() {
    JobForm form = new JobForm(Json.createObjectBuilder().build());
    form.values().put("run.command", "echo 'x");

    assertThatThrownBy(form::document)
        .isInstanceOfSatisfying(
            InvalidDefinitionException.class, e -> assertThat(e.field()).isEqualTo("run.command"));
  }
}
