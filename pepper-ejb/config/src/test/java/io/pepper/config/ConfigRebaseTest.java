package io.pepper.config;

import static io.pepper.config.ConfigNode.MAIN;
import static io.pepper.config.ConfigNode.SHOP;
import static io.pepper.config.ConfigNode.key;
import static io.pepper.config.ConfigNode.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.KeyName;
import io.pepper.config.definition.SectionName;
import io.pepper.config.edit.DraftPublishRequest;
import io.pepper.config.edit.DraftRequest;
import io.pepper.config.edit.FileDraft;
import io.pepper.config.edit.FileEdit;
import io.pepper.config.edit.KeyChange;
import io.pepper.config.edit.StaleDraftException;
import io.pepper.config.edit.StaleFileException;
import io.pepper.coordination.Coordination;
import io.pepper.coordination.embedded.EmbeddedCoordination;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigRebaseTest {
  @TempDir Path folder;
  private Coordination coordination;
  private ConfigNode node;

  @BeforeEach
  void open() {
    coordination = new EmbeddedCoordination(folder);
    node =
        new ConfigNode(coordination, null, Map.of("pepper.config.secrets.keys", ConfigNode.KEYS));
  }

  @AfterEach
  void close() {
    node.close();
    coordination.close();
  }

  private FileDraft save(FileEdit edit) {
    return node.drafts.save(
        new DraftRequest(SHOP, edit, OptionalLong.empty(), false, "ann", "soon"));
  }

  private FileDraft save(KeyChange... changes) {
    return save(new FileEdit.ChangeKeys(MAIN, List.of(changes)));
  }

  private void publishDraft() {
    node.drafts.publish(
        new DraftPublishRequest(SHOP, Map.of(MAIN, OptionalLong.empty()), false, "ann", ""));
  }

  private Optional<FileContent> present() {
    return Optional.of(node.files.get(SHOP, MAIN).content());
  }

  @Test
  void aDraftIsMadeAnewOnWhatWasPublishedSince() {
    node.publish(MAIN, key("a", "1"), key("b", "1"), secret("s", "one"));
    Optional<FileContent> begun = present();
    FileDraft draft = save(key("a", "2"), secret("s", "two"));
    node.publish(MAIN, key("b", "3"), key("c", "1"));
    assertThatThrownBy(() -> publishDraft()).isInstanceOf(StaleFileException.class);
    assertThatThrownBy(() -> node.drafts.rebase(SHOP, MAIN, begun, draft.revision() + 1, "bob"))
        .isInstanceOf(StaleDraftException.class);

    FileDraft moved = node.drafts.rebase(SHOP, MAIN, begun, draft.revision(), "bob");

    assertThat(moved.base()).isEqualTo(2);
    assertThat(moved.author()).isEqualTo("bob");
    publishDraft();
    assertThat(List.of("a", "b", "c").stream().map(each -> node.value(MAIN, each).orElseThrow()))
        .containsExactly("2", "3", "1");
    assertThat(
            node.secrets
                .revealed(SHOP, MAIN, node.files.get(SHOP, MAIN).content())
                .find(SectionName.DEFAULT, new KeyName("s"))
                .map(ConfigEntry::value))
        .contains("two");
  }

  @Test
  void aDraftThatDeletesTheFileGoesOnDeletingIt() {
    node.publish(MAIN, key("a", "1"));
    Optional<FileContent> begun = present();
    FileDraft draft = save(new FileEdit.DeleteFile(MAIN));
    node.publish(MAIN, key("a", "2"));

    assertThat(node.drafts.rebase(SHOP, MAIN, begun, draft.revision(), "ann").content()).isEmpty();
    publishDraft();
    assertThat(node.files.get(SHOP).files()).isEmpty();
  }
}
