package io.pepper.config.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.DomainSettings;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.KeyName;
import io.pepper.config.definition.SectionName;
import io.pepper.config.edit.FileEdit;
import io.pepper.config.edit.PublishRequest;
import io.pepper.config.value.ValueType;
import io.pepper.coordination.Coordination;
import io.pepper.coordination.embedded.EmbeddedCoordination;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DomainDefinitionTest {
  private static final DomainName DOMAIN = new DomainName("shop");
  private static final DomainSettings SETTINGS =
      new DomainSettings("shop", false, Optional.of(URI.create("https://hooks.example/")));

  @TempDir Path folder;
  private Coordination coordination;
  private ConfigTable table;
  private DomainPublisher publisher;

  @BeforeEach
  void open() {
    coordination = new EmbeddedCoordination(folder);
    table = new ConfigTable(coordination, domain -> {});
    publisher = new DomainPublisher(table, Clock.systemUTC());
    table.open();
  }

  @AfterEach
  void close() {
    table.close();
    coordination.close();
  }

  @Test
  void createsADomainWithoutFilesAndWithoutAVersion() {
    publisher.define(DOMAIN, present -> present.isEmpty() ? SETTINGS : DomainSettings.DEFAULT);

    assertThat(table.find(DOMAIN).orElseThrow().settings()).isEqualTo(SETTINGS);
    assertThat(table.find(DOMAIN).orElseThrow().version()).isZero();
    assertThat(table.find(DOMAIN).orElseThrow().files()).isEmpty();
  }

  @Test
  void settingsOutliveAPublishAndASecondStart() {
    publisher.define(DOMAIN, present -> SETTINGS);
    publish("1");

    try (ConfigTable other = new ConfigTable(coordination, domain -> {})) {
      other.open();

      assertThat(other.find(DOMAIN).orElseThrow().settings()).isEqualTo(SETTINGS);
      assertThat(other.find(DOMAIN).orElseThrow().version()).isEqualTo(1);
    }
  }

  @Test
  void changingSettingsLeavesFilesAndVersion() {
    publish("1");

    publisher.define(DOMAIN, present -> SETTINGS);

    assertThat(table.find(DOMAIN).orElseThrow().files()).hasSize(1);
    assertThat(table.find(DOMAIN).orElseThrow().version()).isEqualTo(1);
    assertThat(table.find(DOMAIN).orElseThrow().settings()).isEqualTo(SETTINGS);
  }

  @Test
  void aDomainThatWasDeletedBeginsAnewAndGoesOnCounting() {
    publisher.define(DOMAIN, present -> SETTINGS);
    publish("1");
    publisher.deleteDomain(DOMAIN, "ann", "");

    publisher.define(DOMAIN, present -> present.orElse(DomainSettings.DEFAULT));

    assertThat(table.find(DOMAIN).orElseThrow().settings()).isEqualTo(DomainSettings.DEFAULT);
    assertThat(table.find(DOMAIN).orElseThrow().files()).isEmpty();
    assertThat(publish("2")).isEqualTo(3);
  }

  private long publish(String value) {
    FileContent content =
        FileContent.EMPTY.with(
            SectionName.DEFAULT, ConfigEntry.of(new KeyName("n"), ValueType.INT, value));
    List<FileEdit> edits = List.of(new FileEdit.ReplaceContent(new FileName("a.conf"), content));
    return publisher.publish(new PublishRequest(DOMAIN, edits, "ann", "")).version();
  }
}
