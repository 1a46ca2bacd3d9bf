package io.pepper.config;

import static io.pepper.config.ConfigNode.MAIN;
import static io.pepper.config.ConfigNode.OTHER;
import static io.pepper.config.ConfigNode.SHOP;
import static io.pepper.config.ConfigNode.key;
import static io.pepper.config.ConfigNode.secret;
import static io.pepper.config.ConfigNode.without;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.config.definition.DomainSettings;
import io.pepper.config.definition.GrayRule;
import io.pepper.config.definition.KeyName;
import io.pepper.config.definition.RevisionKind;
import io.pepper.config.edit.DraftRequest;
import io.pepper.config.edit.FileDraft;
import io.pepper.config.edit.FileEdit;
import io.pepper.config.edit.GrayRequest;
import io.pepper.config.edit.KeyChange;
import io.pepper.config.edit.Published;
import io.pepper.config.edit.ReviewRequiredException;
import io.pepper.config.edit.StaleFileException;
import io.pepper.config.edit.UnknownConfigException;
import io.pepper.config.node.ConfigStruct;
import io.pepper.config.node.DomainView;
import io.pepper.config.node.NodeInfo;
import io.pepper.config.secret.SecretKeys;
import io.pepper.coordination.Coordination;
import io.pepper.coordination.embedded.EmbeddedCoordination;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigGraysTest {
  private static final Map<String, String> SETTINGS =
      Map.of("pepper.config.secrets.keys", ConfigNode.KEYS);
  private static final GrayRule FIRST = new GrayRule.ListedNodes(Set.of("n1"));

  @TempDir Path folder;
  private Coordination coordination;
  private ConfigNode node;

  @BeforeEach
  void open() {
    coordination = new EmbeddedCoordination(folder);
    node = new ConfigNode(coordination, null, SETTINGS);
    node.publish(MAIN, key("a", "1"), key("b", "1"));
  }

  @AfterEach
  void close() {
    node.close();
    coordination.close();
  }

  private Published release(GrayRule rule, KeyChange... changes) {
    return node.grays.release(
        new GrayRequest(SHOP, MAIN, rule, List.of(changes), OptionalLong.empty(), "ann", "try it"));
  }

  /** Returns the value that a node receives, such as {@code 1}; empty if it receives none. */
  private Optional<String> received(String id, Map<String, String> labels, String key) {
    NodeInfo info = NodeInfo.checked(id, SHOP, "", "", 1, List.of("/" + MAIN.path()), 0, labels);
    ConfigStruct struct =
        new DomainView(node.files.get(SHOP), SecretKeys.from(Settings.of(SETTINGS)))
            .config(info)
            .structs()
            .getFirst();
    return Optional.ofNullable(struct.keys().get(new KeyName(key))).map(entry -> entry.value());
  }

  private String received(String id, String key) {
    return received(id, Map.of(), key).orElse("none");
  }

  @Test
  void onlyTheNodesOfTheRuleHaveTheChanges() {
    assertThat(release(FIRST, key("a", "2"), without("b"), key("c", "new")).version()).isEqualTo(2);

    assertThat(received("n1", "a")).isEqualTo("2");
    assertThat(received("n1", "b")).isEqualTo("none");
    assertThat(received("n1", "c")).isEqualTo("new");
    assertThat(received("n2", "a")).isEqualTo("1");
    assertThat(received("n2", "c")).isEqualTo("none");
    assertThat(node.files.get(SHOP, MAIN).version()).as("what all have").isEqualTo(1);
  }

  @Test
  void theRuleMayGoByLabelsOrByAShareAndGrow() {
    release(new GrayRule.LabelledNodes(Map.of("zone", "bj")), key("a", "2"));
    assertThat(received("n5", Map.of("zone", "bj", "x", "y"), "a")).contains("2");
    assertThat(received("n5", Map.of("zone", "sh"), "a")).contains("1");

    long before = 0;
    for (int percent : new int[] {10, 50, 100}) {
      node.grays.changeRule(SHOP, MAIN, new GrayRule.ShareOfNodes(percent), "bob", "");
      long having = 0;
      for (int i = 0; i < 400; i++) {
        having += received("10.0.0." + i + ":80", "a").equals("2") ? 1 : 0;
      }
      assertThat(having).isBetween(Math.max(before, 4L * percent - 60), 4L * percent + 60);
      before = having;
    }
    assertThat(before).isEqualTo(400);
  }

  @Test
  void promotingAppliesTheChangesToWhatTheFileIsNow() {
    release(FIRST, key("a", "2"));
    node.publish(MAIN, key("b", "changed since"));
    assertThat(received("n1", "b")).isEqualTo("changed since");

    assertThat(node.grays.promote(SHOP, MAIN, "bob", "good").version()).isEqualTo(4);

    assertThat(received("n2", "a")).isEqualTo("2");
    assertThat(received("n2", "b")).isEqualTo("changed since");
    assertThat(node.files.get(SHOP, MAIN).gray()).isEmpty();
    assertThat(node.unrecorded.read(SHOP, 4).get().revision().kind())
        .isEqualTo(RevisionKind.GRAY_PROMOTED);
    assertThatThrownBy(() -> node.grays.promote(SHOP, MAIN, "bob", ""))
        .isInstanceOf(UnknownConfigException.class)
        .hasMessage("no gray release of main.conf in shop runs");
  }

  @Test
  void abandoningGivesAllNodesTheSame() {
    release(FIRST, key("a", "2"));

    assertThat(node.grays.abandon(SHOP, MAIN, "bob", "bad").version()).isEqualTo(3);

    assertThat(received("n1", "a")).isEqualTo("1");
    assertThatThrownBy(() -> node.grays.abandon(SHOP, MAIN, "bob", ""))
        .isInstanceOf(UnknownConfigException.class);
    assertThatThrownBy(() -> node.grays.changeRule(SHOP, MAIN, FIRST, "bob", ""))
        .isInstanceOf(UnknownConfigException.class);
  }

  @Test
  void aKeyThatIsASecretIsOneInTheGrayReleaseToo() {
    node.publish(MAIN, secret("password", "hunter2"));
    release(FIRST, key("password", "hunter3"));

    assertThat(node.files.get(SHOP, MAIN).toString()).doesNotContain("hunter");
    for (Coordination.Entry entry : coordination.list("config/").entries()) {
      assertThat(new String(entry.value(), UTF_8)).as(entry.key()).doesNotContain("hunter");
    }
    assertThat(node.unrecorded.read(SHOP, 3).toString()).doesNotContain("hunter");
    assertThat(received("n1", "password")).isEqualTo("hunter3");
    assertThat(received("n2", "password")).isEqualTo("hunter2");
    node.grays.promote(SHOP, MAIN, "bob", "");
    assertThat(received("n2", "password")).isEqualTo("hunter3");
  }

  @Test
  void aDraftCanBeReleasedFirstToSome() {
    node.files.define(SHOP, present -> new DomainSettings("shop", true, Optional.empty()));
    FileEdit edit = new FileEdit.ChangeKeys(MAIN, List.of(key("a", "2")));
    FileDraft draft =
        node.drafts.save(new DraftRequest(SHOP, edit, OptionalLong.empty(), false, "ann", ""));

    assertThatThrownBy(() -> release(FIRST, key("a", "2")))
        .isInstanceOf(ReviewRequiredException.class);
    assertThatThrownBy(() -> node.grays.release(ofDraft(draft, "ann")))
        .isInstanceOf(ReviewRequiredException.class);
    node.grays.release(ofDraft(draft, "bob"));

    assertThat(received("n1", "a")).isEqualTo("2");
    assertThat(node.drafts.list(SHOP)).isEmpty();
  }

  @Test
  void aDraftOfAnOlderFileIsNotReleased() {
    FileEdit edit = new FileEdit.ChangeKeys(MAIN, List.of(key("a", "2")));
    FileDraft draft =
        node.drafts.save(new DraftRequest(SHOP, edit, OptionalLong.empty(), false, "ann", ""));
    node.publish(MAIN, key("b", "2"));

    assertThatThrownBy(() -> node.grays.release(ofDraft(draft, "bob")))
        .isInstanceOf(StaleFileException.class);
  }

  private static GrayRequest ofDraft(FileDraft draft, String author) {
    return new GrayRequest(
        SHOP, MAIN, FIRST, List.of(), OptionalLong.of(draft.revision()), author, "");
  }

  @Test
  void refusesWhatSelectsOrChangesNothing() {
    assertThatThrownBy(() -> release(FIRST, key("a", "1")))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("nothing to release");
    for (GrayRule rule :
        List.of(
            new GrayRule.ListedNodes(Set.of()),
            new GrayRule.LabelledNodes(Map.of()),
            new GrayRule.ShareOfNodes(0),
            new GrayRule.ShareOfNodes(101))) {
      assertThatThrownBy(() -> release(rule, key("a", "2")))
          .isInstanceOf(InvalidDefinitionException.class)
          .hasMessageContaining("are allowed");
    }
    assertThatThrownBy(() -> node.grays.promote(SHOP, OTHER, "ann", ""))
        .isInstanceOf(UnknownConfigException.class)
        .hasMessageContaining("has no file");
  }

  @Test
  void aSecretWithoutItsKeyIsLeftOutAndTheRestArrives() {
    node.publish(MAIN, secret("password", "hunter2"));

    NodeInfo info = NodeInfo.checked("n1", SHOP, "", "", 1, List.of(MAIN.path()), 0, Map.of());
    ConfigStruct struct =
        new DomainView(node.files.get(SHOP), SecretKeys.NONE).config(info).structs().getFirst();

    assertThat(struct.keys()).containsOnlyKeys(new KeyName("a"), new KeyName("b"));
  }
}
