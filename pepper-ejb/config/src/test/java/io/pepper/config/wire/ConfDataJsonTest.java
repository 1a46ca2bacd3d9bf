package io.pepper.config.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.KeyName;
import io.pepper.config.value.ValueType;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.definition.MalformedJsonException;
import io.pepper.json.JsonWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConfDataJsonTest {
  /** Records as a gokeeper server sent them. */
  static Object[][] captured() {
    return new Object[][] {
      {
        entry("d", ValueType.DURATION, "3s"),
        """
        {"type":"time.Duration","raw_key":"d time.Duration","raw_value":"3s","key":"d",\
        "value":3000000000,"struct_key":"D","is_json":false}\
        """
      },
      {
        entry("m", ValueType.STRING_LIST_BY_STRING, "1:a,b;2:c"),
        """
        {"type":"map[string][]string","raw_key":"m map[string][]string","raw_value":"1:a,b;2:c",\
        "key":"m","value":{"1":["a","b"],"2":["c"]},"struct_key":"M","is_json":false}\
        """
      },
      {
        entry("n", ValueType.INT, "5"),
        """
        {"type":"int","raw_key":"n int","raw_value":"5","key":"n","value":5,"struct_key":"N",\
        "is_json":false}\
        """
      },
      {
        entry("person", ValueType.JSON, "{\"a\":1}"),
        """
        {"type":"Person","raw_key":"person json","raw_value":"{\\"a\\":1}","key":"person",\
        "value":"{\\"a\\":1}","struct_key":"Person","is_json":true}\
        """
      },
      {
        entry("timeout", ValueType.STRING, "20"),
        """
        {"type":"string","raw_key":"timeout","raw_value":"20","key":"timeout","value":"20",\
        "struct_key":"Timeout","is_json":false}\
        """
      },
    };
  }

  @ParameterizedTest
  @MethodSource("captured")
  void writesAndReadsWhatGokeeperWrites(ConfigEntry entry, String json) {
    JsonWriter out = new JsonWriter(0);
    ConfDataJson.write(entry, out);
    assertThat(out).hasToString(json);
    assertThat(ConfDataJson.read(json.getBytes(UTF_8))).isEqualTo(entry);
  }

  @Test
  void namesJsonTypesByTheirField() {
    JsonWriter out = new JsonWriter(0);
    ConfDataJson.write(entry("pk_person", ValueType.JSON, ""), out);
    assertThat(out.toString()).contains("\"type\":\"PkPerson\"", "\"struct_key\":\"PkPerson\"");
  }

  @Test
  void keepsTheLeftSideAsItWas() {
    String json = "{\"type\":\"int\",\"raw_key\":\"n  int\",\"raw_value\":\"1\",\"key\":\"n\"}";
    assertThat(read(json).rawKey()).isEqualTo("n  int");
  }

  @Test
  void countsTypeAndTextOnly() {
    String json = "{\"type\":\"int\",\"raw_value\":\"1\",\"key\":\"n\",\"value\":7,\"new\":[]}";
    assertThat(read(json)).isEqualTo(entry("n", ValueType.INT, "1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type':'int','raw_value':'1'}|key: is needed",
        "{'type':'int','key':'n'}|raw_value: is needed",
        "{'raw_value':'1','key':'n'}|type: is needed",
        "{'type':'json','raw_value':'1','key':'n'}|type: there is no type 'json'",
        "{'type':'int8','raw_value':'1','key':'n'}|type: there is no type 'int8'",
        "{'type':'int','raw_value':'x','key':'n'}|raw_value: 'x' is no int",
        "{'type':'int','raw_value':1,'key':'n'}|raw_value: must be a text",
        "{'type':'int','raw_value':'1','key':'a b'}|key: 'a b' is not the name of a key"
      },
      quoteCharacter = '~')
  void namesTheFieldThatIsWrong(String json, String message) {
    assertThatThrownBy(() -> read(json.replace('\'', '"')))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void refusesWhatIsNoRecord() {
    assertThatThrownBy(() -> read("null")).isInstanceOf(MalformedJsonException.class);
  }

  private static ConfigEntry read(String json) {
    return ConfDataJson.read(json.getBytes(UTF_8));
  }

  private static ConfigEntry entry(String key, ValueType type, String value) {
    return ConfigEntry.of(new KeyName(key), type, value);
  }
}
