package io.pepper.config.front.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.config.definition.DomainName;
import io.pepper.config.node.NodeInfo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeInfoJsonTest {
  @Test
  void readsAllThatANodeSays() {
    String data =
        """
        {"id":"n1:80","domain":"shop","component":"web","hostname":"h","start_time":12,
         "raw_subscription":["/a.conf","b/c.conf/n1"],"version":7,"component_tags":{"zone":"x","y":null},
         "subscription":{"a":[{"b":[]}]},"proc":null,"struct":[[1,{"id":"other"}]]}\
        """;

    assertThat(NodeInfoJson.read(data))
        .isEqualTo(
            new NodeInfo(
                "n1:80",
                new DomainName("shop"),
                "web",
                "h",
                12,
                List.of("/a.conf", "/b/c.conf/n1"),
                7,
                Map.of("zone", "x", "y", "")));
  }

  @Test
  void readsWhatIsMissingOrNullAsEmpty() {
    String data =
        """
        {"id":"n","domain":"d","component":null,"start_time":null,"raw_subscription":null,
         "component_tags":null}\
        """;

    assertThat(NodeInfoJson.read(data))
        .isEqualTo(new NodeInfo("n", new DomainName("d"), "", "", 0, List.of(), 0, Map.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"id\"",
        "{\"id\":",
        "{\"id\":\"a\"",
        "[]",
        "null",
        "1",
        "\"a\"",
        "{} {}",
        "{\"id\":tru}"
      })
  void refusesWhatIsNoObject(String data) {
    assertThatThrownBy(() -> NodeInfoJson.read(data))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("data ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"id\":1 | the field id must be a string",
        "\"version\":\"1\" | the field version must be a whole number",
        "\"raw_subscription\":{} | the field raw_subscription must be an array of strings",
        "\"raw_subscription\":[1] | the field raw_subscription must be an array of strings",
        "\"component_tags\":[] | the field component_tags must be an object of strings",
        "\"component_tags\":{\"a\":1} | the field a must be a string",
      })
  void namesTheFieldThatIsOfAnotherKind(String field, String message) {
    assertThatThrownBy(() -> NodeInfoJson.read("{" + field + "}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void readsTheStateOfAProcess() {
    assertThat(NodeInfoJson.process("{\"id\":\"n\",\"proc\":{\"pid\":3}}"))
        .hasValueSatisfying(state -> assertThat(state.getInt("pid")).isEqualTo(3));
    assertThat(NodeInfoJson.process("{\"id\":\"n\",\"proc\":null}")).isEmpty();
  }
}
