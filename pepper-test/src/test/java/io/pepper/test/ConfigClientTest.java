package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.client.config.ConfigChange;
import io.pepper.client.config.ConfigClient;
import io.pepper.client.config.ConfigClientBuilder;
import io.pepper.client.config.ConfigFile;
import io.pepper.client.config.ConfigStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java client of configuration against a Pepper that is killed and comes back. */
class ConfigClientTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String FILE = "/api/v1/config/domains/shop/files/bj/cart.conf";

  @TempDir Path folder;

  @Test
  void valuesOutliveTheServerAndFollowItAgain() throws Exception {
    try (Pepper pepper =
        Pepper.embedded()
            .with("pepper.config.secrets.keys", "test:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
            .start()) {
      publish(pepper, "10");
      String token =
          pepper
              .rest()
              .post("/api/v1/tokens", "{\"name\":\"cart\",\"scope\":\"config\"}")
              .expect2xx()
              .json()
              .getString("token");
      List<ConfigChange> heard = new CopyOnWriteArrayList<>();
      try (ConfigClient client = client(pepper, token).start()) {
        ConfigFile cart = client.file("bj/cart.conf");
        assertThat(cart.await(LIMIT).getInt("timeout")).isEqualTo(10);
        assertThat(cart.values().getString("password")).isEqualTo("of-10");
        cart.onChange(heard::add);

        publish(pepper, "20");
        await().atMost(LIMIT).until(() -> heard.size() == 1);
        assertThat(heard.getFirst().changed()).containsExactlyInAnyOrder("timeout", "password");
        pepper
            .rest()
            .post(
                FILE + "/gray",
                "{\"labels\":{\"zone\":\"eu\"},\"changes\":[{\"key\":\"new\",\"value\":\"1\"}]}")
            .expect2xx();
        await().atMost(LIMIT).until(() -> heard.size() == 2);
        assertThat(heard.getLast().added()).containsExactly("new");

        pepper.kill();
        await().atMost(LIMIT).until(() -> cart.status().staleSince().isPresent());
        assertThat(cart.values().getInt("timeout")).isEqualTo(20);

        startsFromTheSnapshot(pepper, token, cart);
        await().atMost(LIMIT).until(() -> cart.values().getInt("timeout") == 30);
        await().atMost(LIMIT).until(() -> cart.status().staleSince().isEmpty());
        assertThat(heard.getLast().changed()).containsExactlyInAnyOrder("timeout", "password");
      }
    }
  }

  /** Starts another client while there is no server, and then the server with a newer revision. */
  private void startsFromTheSnapshot(Pepper pepper, String token, ConfigFile old)
      throws InterruptedException {
    try (ConfigClient fresh = client(pepper, token).start()) {
      ConfigFile cart = fresh.file("bj/cart.conf");
      assertThat(cart.await(LIMIT).getInt("timeout")).isEqualTo(20);
      assertThat(cart.values().getString("password")).isEqualTo("of-20");
      assertThat(cart.status().source()).isEqualTo(ConfigStatus.Source.SNAPSHOT);
      assertThat(cart.values().revision()).isEqualTo(old.values().revision());

      pepper.start();
      publish(pepper, "30");

      await().atMost(LIMIT).until(() -> cart.values().getInt("timeout") == 30);
      assertThat(cart.status().source()).isEqualTo(ConfigStatus.Source.SERVER);
    }
  }

  private ConfigClientBuilder client(Pepper pepper, String token) {
    return ConfigClient.servers("http://127.0.0.1:1", pepper.httpUrl())
        .domain("shop")
        .node("cart-1")
        .label("zone", "eu")
        .token(token)
        .retry(Duration.ofMillis(50), Duration.ofSeconds(1))
        .snapshot(folder.resolve("kept"));
  }

  private static void publish(Pepper pepper, String timeout) {
    pepper
        .rest()
        .patch(
            FILE,
            """
            {"changes":[{"key":"timeout","type":"int","value":"%s"},
             {"key":"password","value":"of-%s","secret":true}]}\
            """
                .formatted(timeout, timeout))
        .expect2xx();
  }
}
