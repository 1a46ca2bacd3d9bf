package io.pepper.web.faces.config.editor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.config.definition.GrayRule;
import io.pepper.definition.InvalidDefinitionException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GrayFormTest {
  @Test
  void readsTheRulesThatItShows() {
    for (GrayRule rule :
        List.of(
            new GrayRule.ListedNodes(Set.of("n1", "n2")),
            new GrayRule.LabelledNodes(Map.of("zone", "z1", "stage", "a=b")),
            new GrayRule.ShareOfNodes(100))) {
      GrayForm form = new GrayForm();
      form.fill(rule);

      assertThat(form.rule()).isEqualTo(rule);
    }
  }

  @Test
  void namesTheFieldAtFault() {
    assertThat(refusal("nodes", " \n")).isEqualTo("nodes");
    assertThat(refusal("labels", "zone")).isEqualTo("labels");
    assertThat(refusal("labels", "=z1")).isEqualTo("labels");
    assertThat(refusal("percent", "0")).isEqualTo("percent");
    assertThat(refusal("percent", "101")).isEqualTo("percent");
    assertThat(refusal("percent", null)).isEqualTo("percent");
  }

  private static String refusal(String kind, String text) {
    GrayForm form = new GrayForm();
    form.values().put("kind", kind);
    form.values().put(kind, text);
    InvalidDefinitionException[] refused = new InvalidDefinitionException[1];
    assertThatThrownBy(form::rule)
        .isInstanceOfSatisfying(InvalidDefinitionException.class, e -> refused[0] = e);
    return refused[0].field();
  }
}
