package io.pepper.web.faces.bus.editor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pepper.definition.InvalidDefinitionException;
import io.pepper.web.faces.cron.PrettyJson;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicFormTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"16|fixed|16", "{\"max\":32}|adaptive|32", "{\"max\":\"x\"}|adaptive|x"})
  void showsABatchAndWritesItAsItWas(String batch, String fill, String max) {
    JsonObject document = PrettyJson.read("{\"batch\":" + batch + "}");

    TopicForm form = new TopicForm("send", document, false);

    assertThat(form.getValues()).containsEntry("batch", max).containsEntry("batch.fill", fill);
    assertThat(form.document().get("batch")).isEqualTo(document.get("batch"));
  }

  @Test
  void makesABatchAdaptiveAndFixedAgain() {
    TopicForm form = new TopicForm("send", PrettyJson.read("{\"batch\":16}"), false);

    form.getValues().put("batch.fill", "adaptive");
    assertThat(form.document().get("batch")).hasToString("{\"max\":16}");
    form.getValues().put("batch.fill", "fixed");
    assertThat(form.document().get("batch")).hasToString("16");
  }

  @Test
  void asksForTheNumberOfAnAdaptiveBatchAtItsField() {
    TopicForm form = new TopicForm("send", PrettyJson.read("{\"batch\":{}}"), false);

    assertThatExceptionOfType(InvalidDefinitionException.class)
        .isThrownBy(form::document)
        .satisfies(refused -> assertThat(form.note(refused)).isTrue());
    assertThat(form.getProblems().get("batch")).startsWith("is needed");
    assertThat(form.note(new InvalidDefinitionException("topics.send.batch.max", "is odd")))
        .isTrue();
    assertThat(form.getProblems()).containsEntry("batch", "is odd");
  }
}
