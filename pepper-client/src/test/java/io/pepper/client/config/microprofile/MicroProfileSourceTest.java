package io.pepper.client.config.microprofile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pepper.client.config.ConfigUnavailableException;
import io.pepper.client.config.ScriptedConfigServer;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The source in SmallRye Config, which finds it as applications have it found. */
class MicroProfileSourceTest {
  private static final String KEYS =
      "\"wait\":{\"type\":\"time.Duration\",\"value\":\"1m30s\"},"
          + "\"timeout\":{\"type\":\"int\",\"value\":\"%d\"},"
          + "\"hosts\":{\"type\":\"[]string\",\"value\":\"a,b\"},"
          + "\"limits\":{\"type\":\"map[string]int\",\"value\":\"mail:1,web:2\"}";

  @TempDir Path folder;

  @AfterEach
  void removeSettings() {
    System.getProperties().keySet().removeIf(name -> name.toString().startsWith("pepper.client."));
  }

  private void set(String url) {
    System.setProperty("pepper.client.servers", url);
    System.setProperty("pepper.client.domain", "shop");
    System.setProperty("pepper.client.files", "cart.conf");
    System.setProperty("pepper.client.node", "n1");
    System.setProperty("pepper.client.snapshot", folder.toString());
    System.setProperty("pepper.client.wait", "PT0.5S");
  }

  private static SmallRyeConfig config() {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .addDefaultSources()
        .addDiscoveredSources()
        .build();
  }

  private static void close(SmallRyeConfig config) throws Exception {
    for (ConfigSource source : config.getConfigSources()) {
      if (source instanceof PepperConfigSource pepper) {
        pepper.close();
      }
    }
  }

  @Test
  void valuesAreConvertedAndLive() throws Exception {
    try (ScriptedConfigServer server = new ScriptedConfigServer().publish(3, KEYS.formatted(10))) {
      set(server.url());
      SmallRyeConfig config = config();

      assertThat(config.getValue("timeout", int.class)).isEqualTo(10);
      assertThat(config.getValue("wait", Duration.class)).isEqualTo(Duration.ofSeconds(90));
      assertThat(config.getValues("hosts", String.class)).containsExactly("a", "b");
      assertThat(config.getValues("limits", String.class, Integer.class))
          .isEqualTo(Map.of("mail", 1, "web", 2));
      assertThat(config.getOptionalValue("none", String.class)).isEmpty();
      assertThat(config.getConfigValue("timeout").getConfigSourceName())
          .isEqualTo("pepper:shop/cart.conf");
      assertThat(config.getConfigValue("timeout").getConfigSourceOrdinal()).isEqualTo(200);
      server.publish(4, KEYS.formatted(20));
      await().until(() -> config.getValue("timeout", int.class) == 20);
      close(config);
    }
  }

  @Test
  void theOrdinalDecidesWhoWins() throws Exception {
    try (ScriptedConfigServer server = new ScriptedConfigServer().publish(3, KEYS.formatted(10))) {
      set(server.url());
      System.setProperty("timeout", "77");
      SmallRyeConfig weak = config();
      assertThat(weak.getValue("timeout", int.class)).isEqualTo(77);
      System.setProperty("pepper.client.ordinal", "500");
      SmallRyeConfig strong = config();
      assertThat(strong.getValue("timeout", int.class)).isEqualTo(10);
      close(weak);
      close(strong);
    } finally {
      System.clearProperty("timeout");
    }
  }

  @Test
  void worksWithoutServersByTheSnapshot() throws Exception {
    try (ScriptedConfigServer server = new ScriptedConfigServer().publish(3, KEYS.formatted(10))) {
      set(server.url());
      close(config());
    }
    SmallRyeConfig later = config();
    assertThat(later.getValue("timeout", int.class)).isEqualTo(10);
    close(later);
  }

  @Test
  void withoutAnyValuesTheApplicationIsToldUnlessItMayStart() throws Exception {
    set("http://127.0.0.1:1");
    assertThatThrownBy(MicroProfileSourceTest::config)
        .isInstanceOf(ConfigUnavailableException.class);
    System.setProperty("pepper.client.required", "false");
    SmallRyeConfig config = config();
    assertThat(config.getOptionalValue("timeout", String.class)).isEmpty();
    close(config);
  }

  @Test
  void nothingIsThereUnlessItIsWanted() {
    assertThat(config().getConfigSources())
        .noneMatch(source -> source.getName().startsWith("pepper:"));
  }

  @Test
  void eachFileIsASourceAndTheFirstWins() throws Exception {
    try (ScriptedConfigServer server = new ScriptedConfigServer().publish(3, KEYS.formatted(10))) {
      Map<String, String> settings = new HashMap<>();
      settings.put("pepper.client.servers", server.url());
      settings.put("pepper.client.domain", "shop");
      settings.put("pepper.client.files", "bj/cart.conf, global.conf");
      settings.put("pepper.client.labels", "zone:eu");
      settings.put("pepper.client.ordinal", "150");
      settings.put(
          "pepper.client.token.file",
          Files.writeString(folder.resolve("token"), "pepper_x\n").toString());
      List<ConfigSource> sources =
          StreamSupport.stream(
                  new PepperConfigSourceProvider(settings::get)
                      .getConfigSources(null)
                      .spliterator(),
                  false)
              .toList();

      assertThat(sources)
          .extracting(ConfigSource::getName)
          .containsExactly("pepper:shop/bj/cart.conf", "pepper:shop/global.conf");
      assertThat(sources).extracting(ConfigSource::getOrdinal).containsExactly(150, 149);
      ((AutoCloseable) sources.getFirst()).close();
    }
  }

  @Test
  void wrongSettingsAreNamed() {
    Map<String, String> settings = new HashMap<>();
    settings.put("pepper.client.servers", "http://127.0.0.1:1");
    assertRefused(settings, "pepper.client.domain is needed");
    settings.put("pepper.client.domain", "shop");
    assertRefused(settings, "pepper.client.files is needed");
    settings.put("pepper.client.files", "cart.conf");
    settings.put("pepper.client.wait", "5");
    assertRefused(settings, "pepper.client.wait must be like PT5S, not '5'");
    settings.put("pepper.client.wait", "PT1S");
    settings.put("pepper.client.labels", "eu");
    assertRefused(settings, "pepper.client.labels must be like zone:eu");
    settings.remove("pepper.client.labels");
    settings.put("pepper.client.required", "yes");
    assertRefused(settings, "pepper.client.required must be like true or false");
    settings.put("pepper.client.token.file", folder.resolve("none").toString());
    assertRefused(settings, "pepper.client.token.file cannot be read");
  }

  private static void assertRefused(Map<String, String> settings, String message) {
    assertThatThrownBy(() -> new PepperConfigSourceProvider(settings::get).getConfigSources(null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
