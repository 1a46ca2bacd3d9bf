package io.pepper.config;

import static io.pepper.config.ConfigNode.MAIN;
import static io.pepper.config.ConfigNode.OTHER;
import static io.pepper.config.ConfigNode.SHOP;
import static io.pepper.config.ConfigNode.key;
import static io.pepper.config.ConfigNode.secret;
import static io.pepper.config.ConfigNode.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import io.pepper.config.cluster.RecordedPublish;
import io.pepper.config.definition.DomainRevision;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.FileState;
import io.pepper.config.definition.GrayRule;
import io.pepper.config.definition.KeyName;
import io.pepper.config.definition.Revision;
import io.pepper.config.definition.RevisionKind;
import io.pepper.config.definition.SectionName;
import io.pepper.config.edit.DraftRequest;
import io.pepper.config.edit.FileDifference;
import io.pepper.config.edit.FileEdit;
import io.pepper.config.edit.GrayRequest;
import io.pepper.config.edit.KeyChange;
import io.pepper.config.edit.KeyDifference;
import io.pepper.config.edit.UnknownConfigException;
import io.pepper.config.history.RecordedRows;
import io.pepper.config.snapshot.PublishedFile;
import io.pepper.coordination.Coordination;
import io.pepper.coordination.embedded.EmbeddedCoordination;
import io.pepper.database.Database;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the history of configuration does on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ConfigHistoryContract {
  private static final AtomicInteger FOLDERS = new AtomicInteger();

  @TempDir static Path data;
  Database database;
  Coordination coordination;
  ConfigNode node;

  /** Settings of an empty database. */
  abstract Map<String, String> database();

  @BeforeEach
  void open() {
    if (database == null) {
      database = Database.open(Settings.of(settings()));
    }
    database.sql(connection -> {
      try (var statement = connection.createStatement()) {
        statement.executeUpdate("DELETE FROM pepper_config_file");
        return statement.executeUpdate("DELETE FROM pepper_config_revision");
      }
    });
    coordination = emptyCoordination();
    node = new ConfigNode(coordination, database, settings());
  }

  private static Coordination emptyCoordination() {
    try {
      return new EmbeddedCoordination(
          Files.createDirectory(data.resolve("coordination" + FOLDERS.incrementAndGet())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Map<String, String> settings() {
    Map<String, String> all = new HashMap<>(database());
    all.put("pepper.data", data.toString());
    all.put("pepper.config.history.keep", "30d");
    all.put("pepper.config.secrets.keys", ConfigNode.KEYS);
    return all;
  }

  @AfterEach
  void close() {
    node.close();
    coordination.close();
  }

  @AfterAll
  void closeDatabase() {
    database.close();
  }

  void recorded() {
    await().atMost(Duration.ofSeconds(30)).until(() -> node.unrecorded.all().isEmpty());
  }

  @Test
  void listsVersionsNewestFirstWhetherTheyAreRecordedOrNot() {
    node.publish(MAIN, key("a", "1"));
    node.archiving();
    recorded();
    node.archiver.close();
    node.publish(OTHER, key("b", "1"));
    node.publish(new FileEdit.DeleteFile(MAIN));

    List<DomainRevision> all = node.history.revisions(SHOP, Long.MAX_VALUE, 10);

    assertThat(all)
        .extracting(each -> each.revision().version(), DomainRevision::files)
        .containsExactly(
            tuple(3L, Map.of(MAIN, FileState.DELETED)),
            tuple(2L, Map.of(OTHER, FileState.CHANGED)),
            tuple(1L, Map.of(MAIN, FileState.CHANGED)));
    assertThat(all.getLast().revision())
        .isEqualTo(new Revision(1, RevisionKind.PUBLISHED, "ann", "because", node.now));
    assertThat(node.history.revisions(SHOP, MAIN, Long.MAX_VALUE, 10))
        .extracting(each -> each.revision().version())
        .containsExactly(3L, 1L);
    assertThat(node.history.revisions(SHOP, 3, 1))
        .extracting(each -> each.revision().version())
        .containsExactly(2L);
    assertThatThrownBy(() -> node.history.revisions(SHOP, 3, 1001))
        .hasMessageContaining("from 1 to 1000");
  }

  @Test
  void pagesThroughAllVersions() {
    node.archiving();
    for (int i = 1; i <= 25; i++) {
      node.publish(i % 2 == 0 ? MAIN : OTHER, key("a", "é漢😀" + i));
    }
    List<Long> seen = new ArrayList<>();
    List<DomainRevision> page = node.history.revisions(SHOP, Long.MAX_VALUE, 7);
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(7);
      page.forEach(each -> seen.add(each.revision().version()));
      page = node.history.revisions(SHOP, seen.getLast(), 7);
    }
    assertThat(seen).hasSize(25).startsWith(25L, 24L).endsWith(2L, 1L).doesNotHaveDuplicates();
  }

  @Test
  void knowsEachContentAtEachVersion() {
    List<Map<FileName, FileContent>> expected = new ArrayList<>();
    expected.add(Map.of());
    node.archiving();
    for (int i = 1; i <= 12; i++) {
      if (i == 6) {
        recorded();
        node.archiver.close();
      }
      if (i % 5 == 0) {
        node.publish(new FileEdit.DeleteFile(OTHER));
      } else {
        node.publish(i % 2 == 0 ? MAIN : OTHER, key("k" + i % 3, "value " + i));
      }
      Map<FileName, FileContent> now = new HashMap<>();
      node.files.get(SHOP).files().forEach((name, file) -> now.put(name, file.content()));
      expected.add(now);
    }
    for (int i = 1; i <= 12; i++) {
      assertThat(node.history.contents(SHOP, i)).as("version " + i).isEqualTo(expected.get(i));
      for (FileName file : List.of(MAIN, OTHER)) {
        assertThat(node.history.content(SHOP, file, i))
            .as(file + " at version " + i)
            .isEqualTo(Optional.ofNullable(expected.get(i).get(file)));
      }
    }
    assertThatThrownBy(() -> node.history.contents(SHOP, 13))
        .isInstanceOf(UnknownConfigException.class)
        .hasMessage("domain shop has no version 13");
  }

  @Test
  void comparesVersionsKeyByKey() {
    node.archiving();
    node.publish(MAIN, key("kept", "1"), key("changed", "1"), key("removed", "1"));
    node.publish(MAIN, key("changed", "2"), without("removed"), key("added", "1"));
    node.publish(OTHER, key("b", "1"));

    FileDifference difference = node.history.difference(SHOP, MAIN, 1, 2);

    assertThat(difference.keys())
        .extracting(
            each -> each.key().value(),
            each -> each.before().map(entry -> entry.value()),
            each -> each.after().map(entry -> entry.value()))
        .containsExactly(
            tuple("changed", Optional.of("1"), Optional.of("2")),
            tuple("removed", Optional.of("1"), Optional.empty()),
            tuple("added", Optional.empty(), Optional.of("1")));
    assertThat(node.history.differences(SHOP, 2, 3))
        .extracting(FileDifference::file, FileDifference::existedBefore)
        .containsExactly(tuple(OTHER, false));
    assertThat(node.history.differences(SHOP, 0, 1)).hasSize(1);
    assertThat(node.history.differences(SHOP, 1, 1)).isEmpty();
  }

  @Test
  void restoresAFileByANewVersion() {
    node.archiving();
    node.publish(MAIN, key("a", "1"));
    node.publish(MAIN, key("a", "2"));
    recorded();

    assertThat(node.history.restore(SHOP, MAIN, 1, "bob", "2 was wrong").version()).isEqualTo(3);

    assertThat(node.value(MAIN, "a")).contains("1");
    assertThat(node.history.get(SHOP, 3).revision())
        .isEqualTo(new Revision(3, RevisionKind.RESTORED, "bob", "2 was wrong", node.now));
    assertThat(node.history.restore(SHOP, MAIN, 1, "bob", "again").changed()).isEmpty();
    assertThat(node.history.restore(SHOP, OTHER, 1, "bob", "not there").changed()).isEmpty();
  }

  @Test
  void restoresADomainWhole() {
    node.archiving();
    node.publish(MAIN, key("a", "1"));
    node.publish(OTHER, key("b", "1"));
    node.publish(MAIN, key("a", "2"));
    recorded();

    assertThat(node.history.restore(SHOP, 1, "bob", "").changed()).containsOnly(MAIN, OTHER);

    assertThat(node.files.get(SHOP).files()).containsOnlyKeys(MAIN);
    assertThat(node.value(MAIN, "a")).contains("1");
  }

  @Test
  void bringsADeletedDomainBack() {
    node.archiving();
    node.publish(MAIN, key("a", "1"));
    node.files.deleteDomain(SHOP, "ann", "by mistake");
    recorded();
    assertThat(node.files.find(SHOP)).isEmpty();
    assertThat(node.history.contents(SHOP, 2)).isEmpty();

    assertThat(node.history.restore(SHOP, 1, "bob", "").version()).isEqualTo(3);

    assertThat(node.value(MAIN, "a")).contains("1");
  }

  @Test
  void refusesARestoreThatOneTransactionCannotHold() {
    for (String name : List.of("a.conf", "b.conf", "c.conf", "d.conf")) {
      node.publish(new FileName(name), key("k", name.repeat(60_000)));
    }
    node.files.deleteDomain(SHOP, "ann", "");

    assertThatThrownBy(() -> node.history.restore(SHOP, 4, "bob", ""))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("too much for one publish");
    assertThat(node.history.restore(SHOP, new FileName("a.conf"), 4, "bob", "").version())
        .isEqualTo(6);
  }

  @Test
  void masksSecretsInDifferencesAndRestoresThem() {
    node.archiving();
    node.publish(MAIN, secret("password", "hunter2"));
    node.publish(MAIN, secret("password", "correct horse"));
    node.publish(MAIN, key("other", "x"));
    recorded();

    List<KeyDifference> keys = node.history.difference(SHOP, MAIN, 1, 2).keys();
    assertThat(keys).hasSize(1);
    assertThat(keys.getFirst().before().get().value()).isEqualTo("***");
    assertThat(keys.getFirst().after().get().value()).isEqualTo("***");
    assertThat(node.history.difference(SHOP, MAIN, 2, 3).keys()).hasSize(1);
    assertThat(node.history.content(SHOP, MAIN, 1).toString()).doesNotContain("hunter2");

    node.history.restore(SHOP, MAIN, 1, "bob", "");
    FileContent clear = node.secrets.revealed(SHOP, MAIN, node.files.get(SHOP, MAIN).content());
    assertThat(clear.find(SectionName.DEFAULT, new KeyName("password")).get().value())
        .isEqualTo("hunter2");
    assertThat(node.history.restore(SHOP, MAIN, 1, "bob", "again").changed()).isEmpty();
  }

  @Test
  void forgetsOldVersionsButNotWhatYoungerOnesAreMadeOf() {
    node.archiving();
    node.publish(MAIN, key("a", "1"));
    node.publish(MAIN, key("a", "2"));
    node.publish(OTHER, key("b", "1"));
    node.publish(new FileEdit.DeleteFile(OTHER));
    node.now = node.now.plus(Duration.ofDays(40));
    node.publish(new FileName("young.conf"), key("c", "1"));
    recorded();
    Map<FileName, FileContent> before = node.history.contents(SHOP, 5);

    node.retention.sweep(node.now);
    node.retention.sweep(node.now);

    assertThat(node.history.revisions(SHOP, Long.MAX_VALUE, 10))
        .extracting(each -> each.revision().version())
        .containsExactly(5L);
    assertThat(node.history.contents(SHOP, 5)).isEqualTo(before).containsKey(MAIN);
    assertThatThrownBy(() -> node.history.content(SHOP, MAIN, 2))
        .isInstanceOf(UnknownConfigException.class);
    assertThat(count("pepper_config_file")).isEqualTo(3);

    node.now = node.now.plus(Duration.ofDays(40));
    node.retention.sweep(node.now);
    assertThat(node.history.contents(SHOP, 5)).as("the newest stays").isEqualTo(before);
  }

  @Test
  void recordsOnceHoweverOftenAPublishIsHandedOver() {
    node.publish(MAIN, key("a", "1"));
    // As it is when a node dies between the two steps.
    assertThatThrownBy(() ->
            node.unrecorded.handOver(
                SHOP,
                1,
                publish -> {
                  store(publish);
                  throw new IllegalStateException("killed");
                }))
        .hasMessage("killed");
    assertThat(node.unrecorded.all()).containsOnlyKeys(SHOP);
    assertThat(node.history.revisions(SHOP, Long.MAX_VALUE, 10)).hasSize(1);

    try (ConfigNode other = new ConfigNode(coordination, database, settings())) {
      other.archiving();
      recorded();
    }
    assertThat(node.history.revisions(SHOP, Long.MAX_VALUE, 10)).hasSize(1);
    assertThat(count("pepper_config_revision")).isEqualTo(1);
    assertThat(count("pepper_config_file")).isEqualTo(1);
  }

  @Test
  void tellsOfGrayReleasesWithoutTakingThemForContents() {
    node.archiving();
    node.publish(MAIN, key("a", "1"));
    node.grays.release(gray(key("a", "2")));
    assertThat(node.history.contents(SHOP, 2).toString()).contains("value=1");
    recorded();

    assertThat(node.history.get(SHOP, 2).files()).containsEntry(MAIN, FileState.GRAY);
    assertThat(node.history.contents(SHOP, 2)).isEqualTo(node.history.contents(SHOP, 1));
    assertThat(node.history.grayContents(SHOP, 2).toString()).contains("value=2");
    assertThat(node.history.revisions(SHOP, MAIN, Long.MAX_VALUE, 10))
        .extracting(each -> each.revision().kind())
        .containsExactly(RevisionKind.GRAY_RELEASED, RevisionKind.PUBLISHED);
  }

  private static GrayRequest gray(KeyChange change) {
    return new GrayRequest(
        SHOP,
        MAIN,
        new GrayRule.ShareOfNodes(10),
        List.of(change),
        OptionalLong.empty(),
        "ann",
        "try it");
  }

  @Test
  void encryptsAllSecretsWithAnotherKeyWithoutAVersion() {
    node.archiving();
    node.publish(MAIN, secret("password", "hunter2"), key("a", "1"));
    node.publish(MAIN, secret("password", "hunter3"));
    recorded();
    node.grays.release(gray(key("password", "hunter4")));
    node.drafts.save(
        new DraftRequest(
            SHOP,
            new FileEdit.ChangeKeys(MAIN, List.of(secret("token", "hunter5"))),
            OptionalLong.empty(),
            false,
            "ann",
            ""));
    recorded();
    Map<String, String> rotated = settings();
    String two = "two:" + Base64.getEncoder().encodeToString(new byte[32]);
    rotated.put("pepper.config.secrets.keys", two + "," + ConfigNode.KEYS);
    try (ConfigNode other = new ConfigNode(coordination, database, rotated)) {
      assertThat(other.secrets.rotation()).isEmpty();
      other.secrets.rotate();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> other.secrets.rotation().get().ended().isPresent());
      assertThat(other.secrets.rotation().get().problem()).isEmpty();
      assertThat(other.secrets.rotation().get().unreadable()).isZero();
      assertThat(other.secrets.rotation().get().renewed()).isEqualTo(7);
    }
    rotated.put("pepper.config.secrets.keys", two);
    try (ConfigNode last = new ConfigNode(coordination, database, rotated)) {
      PublishedFile file = last.files.get(SHOP, MAIN);
      assertThat(last.files.get(SHOP).version()).isEqualTo(3);
      assertThat(clear(last, file.content())).contains("hunter3");
      assertThat(clear(last, file.gray().get().content())).contains("hunter4");
      assertThat(clear(last, last.drafts.get(SHOP, MAIN).content().get())).contains("hunter5");
      assertThat(clear(last, last.history.content(SHOP, MAIN, 1).get())).contains("hunter2");
      assertThat(last.history.restore(SHOP, MAIN, 1, "bob", "").version()).isEqualTo(4);
    }
  }

  private static String clear(ConfigNode node, FileContent kept) {
    return node.secrets.revealed(SHOP, MAIN, kept).toString();
  }

  @Test
  void replacesAVersionThatCoordinationForgot() {
    node.publish(MAIN, key("a", "lost"));
    node.unrecorded.handOver(SHOP, 1, this::store);
    node.close();
    coordination.close();
    coordination = emptyCoordination();
    node = new ConfigNode(coordination, database, settings()).archiving();
    node.now = node.now.plusSeconds(60);
    node.publish(OTHER, key("a", "true"));
    recorded();

    assertThat(node.history.contents(SHOP, 1)).containsOnlyKeys(OTHER);
  }

  private void store(RecordedPublish publish) {
    database.sql(connection -> RecordedRows.store(connection, SHOP, publish));
  }

  long count(String table) {
    return database.sql(connection -> {
      try (var statement = connection.createStatement();
          var row = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
        row.next();
        return row.getLong(1);
      }
    });
  }
}
