package io.pepper.config;

import static io.pepper.config.ConfigNode.MAIN;
import static io.pepper.config.ConfigNode.OTHER;
import static io.pepper.config.ConfigNode.SHOP;
import static io.pepper.config.ConfigNode.key;
import static io.pepper.config.ConfigNode.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.config.definition.DomainSettings;
import io.pepper.config.definition.FileName;
import io.pepper.config.edit.DraftPublishRequest;
import io.pepper.config.edit.DraftRequest;
import io.pepper.config.edit.FileDraft;
import io.pepper.config.edit.FileEdit;
import io.pepper.config.edit.KeyChange;
import io.pepper.config.edit.Published;
import io.pepper.config.edit.ReviewRequiredException;
import io.pepper.config.edit.StaleDraftException;
import io.pepper.config.edit.StaleFileException;
import io.pepper.config.edit.UnknownConfigException;
import io.pepper.coordination.Coordination;
import io.pepper.coordination.embedded.EmbeddedCoordination;
import io.pepper.definition.InvalidDefinitionException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigDraftsTest {
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

  private FileDraft save(FileName file, KeyChange... changes) {
    return save(new FileEdit.ChangeKeys(file, List.of(changes)), OptionalLong.empty(), "ann");
  }

  private FileDraft save(FileEdit edit, OptionalLong expected, String author) {
    return node.drafts.save(new DraftRequest(SHOP, edit, expected, false, author, "soon"));
  }

  private Published publish(String author, boolean isForced, FileName... files) {
    Map<FileName, OptionalLong> drafts = new HashMap<>();
    for (FileName file : files) {
      drafts.put(file, OptionalLong.empty());
    }
    return node.drafts.publish(new DraftPublishRequest(SHOP, drafts, isForced, author, ""));
  }

  private void requireReview() {
    node.files.define(SHOP, present -> new DomainSettings("shop", true, Optional.empty()));
  }

  @Test
  void aDraftIsInForceOnlyOnceItIsPublished() {
    node.publish(MAIN, key("a", "1"));
    save(MAIN, key("a", "2"));
    save(MAIN, key("b", "1"));

    assertThat(node.value(MAIN, "a")).contains("1");
    assertThat(node.drafts.list(SHOP)).extracting(FileDraft::file).containsExactly(MAIN);
    assertThat(node.drafts.difference(SHOP, MAIN).keys())
        .extracting(each -> each.key().value())
        .containsExactly("a", "b");

    assertThat(publish("ann", false, MAIN)).isEqualTo(new Published(2, Set.of(MAIN)));
    assertThat(node.value(MAIN, "a")).contains("2");
    assertThat(node.value(MAIN, "b")).contains("1");
    assertThat(node.drafts.list(SHOP)).isEmpty();
    assertThatThrownBy(() -> node.drafts.get(SHOP, MAIN))
        .isInstanceOf(UnknownConfigException.class);
  }

  @Test
  void severalDraftsComeIntoForceTogether() {
    save(MAIN, key("a", "1"));
    save(OTHER, key("b", "1"));
    publish("ann", false, MAIN);
    save(new FileEdit.DeleteFile(MAIN), OptionalLong.empty(), "ann");

    assertThat(publish("ann", false, MAIN, OTHER).version()).isEqualTo(2);

    assertThat(node.files.get(SHOP).files()).containsOnlyKeys(OTHER);
  }

  @Test
  void aDraftDoesNotUndoWhatWasPublishedSinceUnlessItIsForced() {
    node.publish(MAIN, key("a", "1"));
    save(MAIN, key("b", "draft"));
    node.publish(MAIN, key("a", "2"));

    assertThatThrownBy(() -> publish("ann", false, MAIN))
        .isInstanceOf(StaleFileException.class)
        .hasMessageContaining("main.conf is at revision 2, not 1");
    assertThat(node.drafts.list(SHOP)).as("refused, not lost").hasSize(1);

    publish("ann", true, MAIN);
    assertThat(node.value(MAIN, "a")).contains("1");
    assertThat(node.value(MAIN, "b")).contains("draft");
  }

  @Test
  void aDraftCanBeBasedOnWhatIsInForceNow() {
    node.publish(MAIN, key("a", "1"));
    save(MAIN, key("b", "draft"));
    node.publish(MAIN, key("a", "2"));
    FileEdit edit = new FileEdit.ChangeKeys(MAIN, List.of(key("a", "2")));
    node.drafts.save(new DraftRequest(SHOP, edit, OptionalLong.empty(), true, "ann", "merged"));

    publish("ann", false, MAIN);

    assertThat(node.value(MAIN, "a")).contains("2");
    assertThat(node.value(MAIN, "b")).contains("draft");
  }

  @Test
  void twoPeopleDoNotUndoEachOthersDraft() {
    FileDraft first = save(MAIN, key("a", "1"));
    FileEdit edit = new FileEdit.ChangeKeys(MAIN, List.of(key("a", "2")));
    save(edit, OptionalLong.of(first.revision()), "bob");

    assertThatThrownBy(() -> save(edit, OptionalLong.of(first.revision()), "ann"))
        .isInstanceOf(StaleDraftException.class);
    assertThatThrownBy(() -> save(edit, OptionalLong.of(0), "ann"))
        .isInstanceOf(StaleDraftException.class);
    assertThatThrownBy(() ->
            node.drafts.publish(
                new DraftPublishRequest(
                    SHOP, Map.of(MAIN, OptionalLong.of(first.revision())), false, "ann", "")))
        .as("not what was reviewed")
        .isInstanceOf(StaleDraftException.class);
  }

  @Test
  void whereReviewIsWantedAnotherPersonPublishes() {
    requireReview();
    assertThatThrownBy(() -> node.publish(MAIN, key("a", "1")))
        .isInstanceOf(ReviewRequiredException.class)
        .hasMessageContaining("save a draft");
    save(MAIN, key("a", "1"));

    assertThatThrownBy(() -> publish("ann", true, MAIN))
        .isInstanceOf(ReviewRequiredException.class)
        .hasMessageContaining("another person");
    assertThat(publish("bob", false, MAIN).version()).isEqualTo(1);

    assertThat(node.unrecorded.read(SHOP, 1).get().revision().author()).isEqualTo("bob");
    assertThat(node.unrecorded.read(SHOP, 1).get().revision().note())
        .isEqualTo("soon (drafted by ann)");
  }

  @Test
  void whoChangesADraftCannotPublishItAsReviewed() {
    requireReview();
    save(MAIN, key("a", "1"));
    save(new FileEdit.ChangeKeys(MAIN, List.of(key("a", "2"))), OptionalLong.empty(), "bob");

    assertThatThrownBy(() -> publish("bob", false, MAIN))
        .isInstanceOf(ReviewRequiredException.class);
    publish("ann", false, MAIN);
    assertThat(node.value(MAIN, "a")).contains("2");
  }

  @Test
  void secretsOfADraftAreEncryptedAndKeptByTheirMask() {
    node.publish(MAIN, secret("password", "hunter2"));
    FileDraft draft = save(MAIN, secret("token", "s3cret"), secret("password", "***"));

    assertThat(draft.toString()).doesNotContain("hunter2").doesNotContain("s3cret");
    assertThat(node.drafts.difference(SHOP, MAIN).keys()).hasSize(1);
    assertThat(node.drafts.difference(SHOP, MAIN).toString()).doesNotContain("one:");

    publish("ann", false, MAIN);
    assertThat(node.secrets.revealed(SHOP, MAIN, node.files.get(SHOP, MAIN).content()).toString())
        .contains("hunter2", "s3cret");
  }

  @Test
  void draftsAreBoundedAndGoWithTheirDomain() {
    node.publish(MAIN, key("a", "1"));
    for (int i = 1; i <= 40; i++) {
      save(new FileName("f" + i + ".conf"), key("a", "1"));
    }
    assertThatThrownBy(() -> save(OTHER, key("a", "1")))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("has 40 drafts");
    assertThat(node.drafts.discard(SHOP, new FileName("f1.conf"))).isTrue();
    assertThat(node.drafts.discard(SHOP, new FileName("f1.conf"))).isFalse();
    save(OTHER, key("a", "1"));

    node.files.deleteDomain(SHOP, "ann", "");
    assertThat(node.drafts.list(SHOP)).isEmpty();
  }

  @Test
  void anotherNodeHasTheSameDrafts() {
    save(MAIN, key("a", "1"));
    try (ConfigNode other = new ConfigNode(coordination, null, Map.of())) {
      assertThat(other.drafts.list(SHOP)).isEqualTo(node.drafts.list(SHOP));
    }
  }
}
