package io.pepper.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.DomainSettings;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.KeyName;
import io.pepper.config.definition.SectionName;
import io.pepper.config.snapshot.DomainSnapshot;
import io.pepper.config.snapshot.PublishedFile;
import io.pepper.config.snapshot.SearchHit;
import io.pepper.config.snapshot.SearchPage;
import io.pepper.config.value.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConfigSearchTest {
  private static final DomainSnapshot SHOP =
      domain("shop", "a/redis.conf", entry("port", "6379"), entry("host", "Redis1"));
  private static final DomainSnapshot REDIS = domain("redis", "b.conf", entry("x", "1"));

  @Test
  void findsNamesKeysAndValuesWhateverTheirCase() {
    SearchPage page =
        new ConfigSearch("REDIS", Optional.empty(), 10).in(List.of(REDIS, SHOP), domain -> true);

    assertThat(page.hits().stream().map(ConfigSearchTest::text))
        .containsExactly("redis", "shop/a/redis.conf", "shop/a/redis.conf/DEFAULT/host=Redis1");
    assertThat(page.end()).isEmpty();
  }

  @Test
  void leavesOutDomainsThatTheCallerDoesNotSee() {
    SearchPage page =
        new ConfigSearch("redis", Optional.empty(), 10)
            .in(List.of(REDIS, SHOP), domain -> domain == SHOP);

    assertThat(page.hits()).hasSize(2).allMatch(hit -> hit.domain().value().equals("shop"));
  }

  @Test
  void findsNoSecretByItsValue() {
    ConfigEntry secret = new ConfigEntry(new KeyName("pin"), ValueType.STRING, "pin", "4711", true);
    List<DomainSnapshot> domains = List.of(domain("d", "a.conf", secret));

    assertThat(new ConfigSearch("4711", Optional.empty(), 10).in(domains, each -> true).hits())
        .isEmpty();
    assertThat(new ConfigSearch("pin", Optional.empty(), 10).in(domains, each -> true).hits())
        .hasSize(1);
  }

  @Test
  void pagesOfAnySizeShowEachHitOnce() {
    List<DomainSnapshot> domains = List.of(REDIS, SHOP, domain("z", "redis.conf"));
    for (int limit = 1; limit <= 4; limit++) {
      List<SearchHit> all = new ArrayList<>();
      Optional<SearchHit> after = Optional.empty();
      do {
        SearchPage page = new ConfigSearch("redis", after, limit).in(domains, each -> true);
        assertThat(page.hits()).hasSizeLessThanOrEqualTo(limit);
        all.addAll(page.hits());
        after = page.end();
      } while (after.isPresent());

      assertThat(all.stream().map(ConfigSearchTest::text))
          .as("limit " + limit)
          .containsExactly(
              "redis",
              "shop/a/redis.conf",
              "shop/a/redis.conf/DEFAULT/host=Redis1",
              "z/redis.conf");
    }
  }

  /** A text that is nowhere would be compared with everything there is. */
  @Test
  void aPageReadsSoManyKeysAndSaysWhereToGoOn() {
    ConfigEntry[] keys =
        IntStream.range(0, 10_000).mapToObj(i -> entry("k" + i, "v")).toArray(ConfigEntry[]::new);
    DomainSnapshot large = domain("large", "a.conf", keys);
    List<DomainSnapshot> domains =
        IntStream.range(0, 60)
            .mapToObj(i ->
                new DomainSnapshot(
                    new DomainName("d" + (10 + i)), 1, DomainSettings.DEFAULT, large.files()))
            .toList();

    SearchPage first = new ConfigSearch("nowhere", Optional.empty(), 10).in(domains, d -> true);
    SearchPage second = new ConfigSearch("nowhere", first.end(), 10).in(domains, d -> true);

    assertThat(first.hits()).isEmpty();
    assertThat(first.end()).isPresent();
    assertThat(second.end()).isEmpty();
  }

  private static String text(SearchHit hit) {
    return hit.domain()
        + hit.file().map(file -> "/" + file).orElse("")
        + hit.section().map(section -> "/" + section).orElse("")
        + hit.entry().map(entry -> "/" + entry.key() + "=" + entry.value()).orElse("");
  }

  private static DomainSnapshot domain(String name, String file, ConfigEntry... entries) {
    FileContent content = FileContent.EMPTY;
    if (entries.length > 0) {
      Map<KeyName, ConfigEntry> keys = new TreeMap<>();
      for (ConfigEntry entry : entries) {
        keys.put(entry.key(), entry);
      }
      content = new FileContent(Map.of(SectionName.DEFAULT, keys));
    }
    PublishedFile published = new PublishedFile(new FileName(file), 1, content, Optional.empty());
    return new DomainSnapshot(
        new DomainName(name),
        1,
        DomainSettings.DEFAULT,
        new TreeMap<>(Map.of(published.name(), published)));
  }

  private static ConfigEntry entry(String key, String value) {
    return ConfigEntry.of(new KeyName(key), ValueType.STRING, value);
  }
}
