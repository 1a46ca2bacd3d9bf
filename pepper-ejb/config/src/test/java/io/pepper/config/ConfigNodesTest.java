package io.pepper.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.DomainSettings;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.GrayRule;
import io.pepper.config.definition.SectionName;
import io.pepper.config.edit.UnknownConfigException;
import io.pepper.config.snapshot.DomainSnapshot;
import io.pepper.config.snapshot.GrayRelease;
import io.pepper.config.snapshot.PublishedFile;
import io.pepper.config.snapshot.ReadingNode;
import io.pepper.config.snapshot.ReceivedFile;
import io.pepper.config.sync.ConfigSubscribers;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a node receives of one file. */
class ConfigNodesTest {
  private static final DomainName SHOP = new DomainName("shop");
  private static final FileName CART = new FileName("bj/cart.conf");

  private final TreeMap<FileName, PublishedFile> files = new TreeMap<>();

  private static FileContent content(String ini) {
    return IniText.read(ini, false).content();
  }

  private void publish(String name, String ini, Optional<GrayRelease> gray) {
    FileName file = new FileName(name);
    files.put(file, new PublishedFile(file, 7, content(ini), gray));
  }

  private ReceivedFile receive(String id, String section, Map<String, String> labels) {
    return nodes().receive(new ReadingNode(SHOP, CART, id, section, labels, 0));
  }

  private ConfigNodes nodes() {
    DomainSnapshot snapshot = new DomainSnapshot(SHOP, 9, DomainSettings.DEFAULT, files);
    return new ConfigNodes(
        null,
        new ConfigSubscribers(
            domain -> Optional.of(snapshot).filter(it -> domain.equals(SHOP)), Clock.systemUTC()));
  }

  private static String text(ReceivedFile received) {
    assertThat(received.content().names()).containsExactly(SectionName.DEFAULT);
    return received.content().section(SectionName.DEFAULT).stream()
        .map(entry -> entry.key() + "=" + entry.value())
        .collect(Collectors.joining(" "));
  }

  @Test
  void sectionsOfFoldersAboveAreNotItsOwn() {
    publish("cart.conf", "a = top\nb = top\n[n1]\nc = top\n", Optional.empty());
    publish("bj/cart.conf", "a = bj\n[n1]\na = n1\n[blue]\na = blue\n", Optional.empty());

    assertThat(text(receive("n1", "n1", Map.of()))).isEqualTo("a=n1 b=top");
    assertThat(text(receive("n1", "blue", Map.of()))).isEqualTo("a=blue b=top");
    assertThat(text(receive("n2", "n2", Map.of()))).isEqualTo("a=bj b=top");
    assertThat(receive("n1", "n1", Map.of()).version()).isEqualTo(9);
  }

  @Test
  void namesThatAreNoSectionsHaveNone() {
    publish("bj/cart.conf", "a = bj\n", Optional.empty());

    for (String section : List.of("x/y", "x.conf", "\n", "")) {
      assertThat(text(receive("n1", section, Map.of()))).isEqualTo("a=bj");
    }
  }

  @Test
  void aGrayReleaseMayAddTheNodesSection() {
    GrayRelease gray =
        new GrayRelease(
            8,
            new GrayRule.LabelledNodes(Map.of("zone", "eu")),
            List.of(),
            content("a = bj\n[n1]\na = gray\n"),
            "ann",
            Instant.EPOCH);
    publish("bj/cart.conf", "a = bj\n", Optional.of(gray));

    assertThat(text(receive("n1", "n1", Map.of("zone", "eu", "x", "y")))).isEqualTo("a=gray");
    assertThat(text(receive("n1", "n1", Map.of("zone", "us")))).isEqualTo("a=bj");
  }

  @Test
  void nodesWithoutSectionsShareOneContent() {
    publish("bj/cart.conf", "a = bj\n[n1]\na = n1\n", Optional.empty());
    ConfigNodes nodes = nodes();

    FileContent second =
        nodes.receive(new ReadingNode(SHOP, CART, "n2", "n2", Map.of(), 0)).content();
    FileContent third =
        nodes.receive(new ReadingNode(SHOP, CART, "n3", "n3", Map.of(), 5)).content();

    assertThat(second).isSameAs(third);
    assertThat(second.section(SectionName.DEFAULT))
        .extracting(ConfigEntry::value)
        .containsExactly("bj");
  }

  @Test
  void refusesWhatIsNotThere() {
    assertThatThrownBy(() -> receive("n1", "n1", Map.of()))
        .isInstanceOf(UnknownConfigException.class)
        .hasMessageContaining("no file bj/cart.conf");
    assertThatThrownBy(() ->
            nodes().receive(new ReadingNode(new DomainName("none"), CART, "n1", "", Map.of(), 0)))
        .isInstanceOf(UnknownConfigException.class)
        .hasMessageContaining("domain none");
    assertThatThrownBy(() -> receive("", "", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 200 characters");
  }
}
