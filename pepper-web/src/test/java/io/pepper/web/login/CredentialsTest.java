package io.pepper.web.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.web.login.Credentials.Bearer;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
  @Test
  void readsNameAndPasswordWithColonsAndUmlauts() {
    var read = Credentials.parse("basic " + base64("ada:gehe:heim, Käfer"));

    assertThat(read)
        .get()
        .isInstanceOfSatisfying(
            UsernamePasswordCredential.class,
            login -> {
              assertThat(login.getCaller()).isEqualTo("ada");
              assertThat(login.getPasswordAsString()).isEqualTo("gehe:heim, Käfer");
            });
  }

  @Test
  void readsBearerTokens() {
    assertThat(Credentials.parse("Bearer abc.def")).contains(new Bearer("abc.def"));
  }

  @Test
  void readsTokensThatComeAsAPassword() {
    assertThat(Credentials.parse("Basic " + base64("token:pepper_abc")))
        .contains(new Bearer("pepper_abc"));
    assertThat(Credentials.parse("Basic " + base64("token:abc")))
        .get()
        .isInstanceOf(UsernamePasswordCredential.class);
    assertThat(Credentials.parse("Basic " + base64("ada:pepper_abc")))
        .get()
        .isInstanceOf(UsernamePasswordCredential.class);
  }

  @Test
  void neverPrintsTheToken() {
    assertThat(new Bearer("abc.def")).hasToString("bearer token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Basic", "Basic ", "Basic %%%", "Basic bm9jb2xvbg==", "Digest x"})
  void refusesWhatItCannotRead(String header) {
    assertThat(Credentials.parse(header)).isEmpty();
  }

  @Test
  void refusesHeadersOfAnyLength() {
    assertThat(Credentials.parse("Bearer " + "x".repeat(5000))).isEmpty();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
