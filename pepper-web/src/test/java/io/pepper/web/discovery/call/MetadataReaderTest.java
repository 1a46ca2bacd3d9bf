package io.pepper.web.discovery.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.pepper.web.discovery.http.BadParameterException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataReaderTest {
  @Test
  void turnsEverythingIntoText() {
    assertThat(
            MetadataReader.read(
                "{\"text\":\"a\",\"number\":10,\"fraction\":1.50,\"yes\":true,\"none\":null,\"deep\":{\"a\":[1]}}"))
        .containsExactly(
            entry("text", "a"),
            entry("number", "10"),
            entry("fraction", "1.50"),
            entry("yes", "true"),
            entry("none", ""),
            entry("deep", "{\"a\":[1]}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "null"})
  void takesNothingForNothing(String text) {
    assertThat(MetadataReader.read(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "{", "{\"a\":}", "weight=10"})
  void refusesWhatIsNoObject(String text) {
    assertThatThrownBy(() -> MetadataReader.read(text))
        .isInstanceOf(BadParameterException.class)
        .hasMessageStartingWith("metadata must be a JSON object");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":\"1\",\"a\":\"2\"}", "{\"a\":\"\\ud800\"}"})
  void refusesWhatCouldNotBeKept(String text) {
    assertThatThrownBy(() -> MetadataReader.read(text))
        .isInstanceOf(BadParameterException.class)
        .hasMessageStartingWith("metadata.a: ");
  }
}
