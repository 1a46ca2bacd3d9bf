package io.pepper.config;

import static io.pepper.config.ConfigNode.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.config.definition.DomainSettings;
import io.pepper.config.definition.FileName;
import io.pepper.config.snapshot.DomainSnapshot;
import io.pepper.coordination.Coordination;
import io.pepper.coordination.embedded.EmbeddedCoordination;
import io.pepper.definition.DefinitionsException;
import io.pepper.definition.DefinitionsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The section {@code config} of the file of definitions. */
class ConfigDefinitionsTest {
  @TempDir Path folder;
  private Coordination coordination;
  private ConfigNode node;

  @BeforeEach
  void open() {
    coordination = new EmbeddedCoordination(folder);
    node = new ConfigNode(coordination, null, Map.of());
  }

  @AfterEach
  void close() {
    node.close();
    coordination.close();
  }

  private void apply(String json) throws IOException {
    Path file = folder.resolve("definitions.json");
    Files.writeString(file, json.replace('\'', '"'));
    new ConfigDefinitions(node.files).apply(DefinitionsFile.read(file));
  }

  private String text(String file) {
    return IniText.write(node.files.get(SHOP, new FileName(file)).content());
  }

  @Test
  void publishesWhatDiffersAndNothingElse() throws IOException {
    String json = "{'config':{'shop':{'a.conf':'n int = 1','/bj/b.conf':'m = x'}}}";
    apply(json);
    apply(json);

    assertThat(node.files.get(SHOP).version()).isEqualTo(1);
    assertThat(text("a.conf")).isEqualTo("n int = 1\n");
    assertThat(text("bj/b.conf")).isEqualTo("m = x\n");
    apply("{'config':{'shop':{'a.conf':'n int = 2'}}}");
    assertThat(node.files.get(SHOP).version()).isEqualTo(2);
    assertThat(text("a.conf")).isEqualTo("n int = 2\n");
    assertThat(text("bj/b.conf")).isEqualTo("m = x\n");
  }

  @Test
  void publishesMoreFilesThanOnePublishTakes() throws IOException {
    String files =
        IntStream.range(0, 85)
            .mapToObj(i -> "'f%d.conf':'n = %d'".formatted(i, i))
            .collect(Collectors.joining(","));

    apply("{'config':{'shop':{" + files + "}}}");

    DomainSnapshot domain = node.files.get(SHOP);
    assertThat(domain.files()).hasSize(85);
    assertThat(domain.version()).isEqualTo(3);
  }

  @Test
  void leavesADomainAsItIsWhoseChangesAreReviewed() throws IOException {
    apply("{'config':{'shop':{'a.conf':'n = 1'}}}");
    node.files.define(
        SHOP,
        present -> {
          DomainSettings now = present.orElseThrow();
          return new DomainSettings(now.tag(), true, now.webhook(), now.schemas());
        });

    apply("{'config':{'shop':{'a.conf':'n = 2'}}}");

    assertThat(text("a.conf")).isEqualTo("n = 1\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'config':{'shop':{'a.conf':1}}} | config.shop: a.conf: must be the text of an ini file",
        "{'config':{'shop':{'a.txt':''}}} | config.shop: a.txt: 'a.txt' is not the name of a file",
        "{'config':{'a/b':{}}} | config.a/b: 'a/b' is not the name of a domain",
        "{'config':{'shop':{'a.conf':'n int = x'}}} | config.shop: a.conf",
      })
  void namesThePlaceOfWhatCannotBe(String json, String problem) {
    assertThatThrownBy(() -> apply(json))
        .isInstanceOf(DefinitionsException.class)
        .message()
        .contains(problem);
    assertThat(node.files.find(SHOP)).isEmpty();
  }
}
