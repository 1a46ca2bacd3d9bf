package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;

/** The change of the key that encrypts secrets of configuration. */
class ConfigRotationTest {
  private static final String KEYS = "pepper.config.secrets.keys";
  private static final String OLD = "old:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final String NEW = "new:HxECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final String ROTATION = "/api/v1/config/secrets/rotation";
  private static final String FILE = "/api/v1/config/domains/keys/files/a.conf";

  @Test
  void theOldKeyIsNotNeededAfterwards() {
    try (Pepper pepper = Pepper.embedded().with(KEYS, OLD).start()) {
      publish(pepper, "first");
      publish(pepper, "second");
      pepper.terminate();
      pepper.with(KEYS, NEW + "," + OLD).start();
      assertThat(pepper.rest().get(ROTATION).body()).isEqualTo("{}");

      assertThat(pepper.rest().post(ROTATION, "").status()).isEqualTo(202);

      await().until(() -> pepper.rest().get(ROTATION).json().containsKey("ended"));
      JsonObject done = pepper.rest().get(ROTATION).json();
      assertThat(done.getInt("renewed")).isEqualTo(3);
      assertThat(done.getInt("unreadable")).isZero();
      assertThat(done.containsKey("problem")).isFalse();
      pepper.terminate();
      pepper.with(KEYS, NEW).start();
      assertThat(received(pepper)).isEqualTo("pin=second\n");
      pepper.rest().post(FILE + "/restore", "{\"revision\":1}").expect2xx();
      assertThat(received(pepper)).isEqualTo("pin=first\n");
      assertThat(pepper.rest().get("/api/v1/audit").body()).contains("rotate secrets");
    }
  }

  @Test
  void isRefusedWithoutAKeyAndToOthersThanAdmins() {
    try (Pepper pepper = Pepper.embedded().start()) {
      assertThat(pepper.rest().post(ROTATION, "").body())
          .contains("there is no key to encrypt with: set pepper.config.secrets.keys or .file");
      Rest operator = Rest.withToken(pepper.httpUrl(), token(pepper, "operate"));
      assertThat(operator.post(ROTATION, "").status()).isEqualTo(403);
      assertThat(operator.get(ROTATION).status()).isEqualTo(403);
    }
  }

  private static void publish(Pepper pepper, String pin) {
    pepper
        .rest()
        .patch(
            FILE,
            "{\"changes\":[{\"key\":\"pin\",\"value\":\"%s\",\"secret\":true}]}".formatted(pin))
        .expect2xx();
  }

  private static String received(Pepper pepper) {
    return Rest.withToken(pepper.httpUrl(), token(pepper, "config"))
        .get(FILE + "?node=n1&format=properties")
        .body();
  }

  private static String token(Pepper pepper, String scope) {
    return pepper
        .rest()
        .post(
            "/api/v1/tokens",
            "{\"name\":\"%s-%d\",\"scope\":\"%s\"}".formatted(scope, System.nanoTime(), scope))
        .expect2xx()
        .json()
        .getString("token");
  }
}
