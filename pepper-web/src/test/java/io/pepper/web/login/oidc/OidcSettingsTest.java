package io.pepper.web.login.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.settings.InvalidSettingException;
import io.pepper.settings.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OidcSettingsTest {
  private static Map<String, String> needed() {
    return new HashMap<>(
        Map.of(
            "pepper.oidc.issuer", "https://login.example.com/main",
            "pepper.oidc.client-id", "pepper",
            "pepper.oidc.client-secret", "s3cret",
            "pepper.oidc.roles", "*: viewer"));
  }

  @Test
  void hasDefaults() {
    OidcSettings settings = OidcSettings.of(Settings.of(needed())).orElseThrow();

    assertThat(settings.label()).isEqualTo("login.example.com");
    assertThat(settings.scope().toStringList()).containsExactly("openid", "profile");
    assertThat(settings.nameClaim()).isEqualTo("preferred_username");
    assertThat(settings.groupsClaim()).isEqualTo("groups");
    assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.redirect()).isEmpty();
    assertThat(settings.toString()).doesNotContain("s3cret");
    assertThat(OidcSettings.of(Settings.of(Map.of()))).isEmpty();
  }

  @Test
  void alwaysAsksForAnIdentity() {
    Map<String, String> values = needed();
    values.put("pepper.oidc.scopes", "profile, groups");

    assertThat(OidcSettings.of(Settings.of(values)).orElseThrow().scope().toStringList())
        .containsExactlyInAnyOrder("openid", "profile", "groups");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pepper.oidc.issuer | login.example.com",
        "pepper.oidc.issuer | http://login.example.com",
        "pepper.oidc.issuer | http://127.evil.example.com",
        "pepper.oidc.issuer | https://user:s3cret@login.example.com",
        "pepper.oidc.issuer | https://login.example.com?x=1",
        "pepper.oidc.client-id | ''",
        "pepper.oidc.roles | ''",
        "pepper.oidc.roles | admins: boss",
        "pepper.oidc.redirect | https://pepper.example.com/",
        "pepper.oidc.redirect | /oidc/callback",
        "pepper.oidc.trust | /nowhere.pem",
        "pepper.oidc.timeout | 2h",
        "pepper.oidc.timeout | 0s",
      })
  void namesWhatCannotWork(String name, String value) {
    Map<String, String> values = needed();
    values.put(name, value);

    assertThatThrownBy(() -> OidcSettings.of(Settings.of(values)))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith(name + " is ")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void takesAProviderOfThisMachineWithoutEncryption() {
    Map<String, String> values = needed();
    values.put("pepper.oidc.issuer", "http://localhost:8080/realms/main");

    assertThat(OidcSettings.of(Settings.of(values))).isPresent();
  }
}
