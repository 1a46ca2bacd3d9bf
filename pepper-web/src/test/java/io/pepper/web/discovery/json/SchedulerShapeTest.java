package io.pepper.web.discovery.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.discovery.instance.AppSettings;
import io.pepper.json.JsonWriter;
import io.pepper.settings.InvalidSettingException;
import io.pepper.settings.Settings;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** C12 and D4. */
class SchedulerShapeTest {
  private static final AppSettings WEIGHTS =
      new AppSettings(
          Map.of("sh001", Map.of("sh001", 10, "bj", 0), "bj", Map.of("bj", 1)),
          Optional.empty(),
          "half",
          Optional.empty(),
          Optional.empty());

  private static String written(SchedulerShape shape) {
    JsonWriter json = new JsonWriter(64);
    shape.write(json, WEIGHTS);
    return json.toString();
  }

  @Test
  void isAnArrayForNamingClients() {
    assertThat(written(SchedulerShape.of(Settings.of(Map.of()))))
        .isEqualTo(
            "[{\"src\":\"bj\",\"dst\":{\"bj\":1}},{\"src\":\"sh001\",\"dst\":{\"bj\":0,\"sh001\":10}}]");
  }

  @Test
  void isAnObjectForKratos() {
    assertThat(written(SchedulerShape.of(Settings.of(Map.of(SchedulerShape.SETTING, "object")))))
        .isEqualTo(
            "{\"clients\":{\"bj\":{\"zones\":{\"bj\":{\"weight\":1}}},"
                + "\"sh001\":{\"zones\":{\"bj\":{\"weight\":0},\"sh001\":{\"weight\":10}}}},\"remark\":\"half\"}");
  }

  @Test
  void isNothingElse() {
    assertThatThrownBy(() -> SchedulerShape.of(Settings.of(Map.of(SchedulerShape.SETTING, "xml"))))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("array or object");
  }
}
