package io.pepper.web.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.identity.access.Role;
import io.pepper.settings.InvalidSettingException;
import io.pepper.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartnersTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_795_217_836), ZoneOffset.UTC);

  /** The signature of {@code dashboard_42_1795217836} with the secret, by md5sum. */
  private static final String GUID = "4866590db1aa7af37c48aa054332f9a2";

  private final Partners partners =
      partners("dashboard:0123456789abcdef0123, other:abcdefghijklmnop");

  @Test
  void letsInWhoSignedWithTheSecret() {
    assertThat(partners.signer(signed()::get))
        .hasValueSatisfying(account -> {
          assertThat(account.name()).isEqualTo("partner:dashboard");
          assertThat(account.may(Role.ADMIN)).isTrue();
        });
  }

  @Test
  void aSignatureCountsOnce() {
    partners.signer(signed()::get);

    assertThat(partners.signer(signed()::get)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "partner=other",
        "partner=nobody",
        "rand=43",
        "time=1795217837",
        "time=now",
        "guid=00000000000000000000000000000000",
      })
  void refusesWhatWasSignedOtherwise(String change) {
    Map<String, String> parameters = signed();
    String[] parts = change.split("=");
    parameters.put(parts[0], parts[1]);

    assertThat(partners.signer(parameters::get)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"partner", "time", "guid"})
  void refusesWhatIsNotSigned(String missing) {
    Map<String, String> parameters = signed();
    parameters.remove(missing);

    assertThat(partners.signer(parameters::get)).isEmpty();
  }

  @Test
  void upperCaseIsNoSignature() {
    Map<String, String> parameters = signed();
    parameters.put("guid", GUID.toUpperCase());

    assertThat(partners.signer(parameters::get)).isEmpty();
  }

  @Test
  void aSignatureIsOldAfterFiveMinutes() {
    Partners later =
        new Partners(
            Settings.of(Map.of(Partners.SETTING, "dashboard:0123456789abcdef0123")),
            Clock.offset(CLOCK, Duration.ofSeconds(301)));

    assertThat(later.signer(signed()::get)).isEmpty();
  }

  @Test
  void nobodyIsAPartnerUnlessItIsSet() {
    Partners none = new Partners(Settings.of(Map.of()), CLOCK);

    assertThat(none.signer(signed()::get)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"dashboard", "dashboard:short", ":0123456789abcdef", "a b:0123456789abcdef"})
  void refusesSettingsThatProtectNothing(String setting) {
    assertThatThrownBy(() -> partners(setting))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("at least 16 characters")
        .hasMessageNotContaining("short");
  }

  private static Partners partners(String setting) {
    return new Partners(Settings.of(Map.of(Partners.SETTING, setting)), CLOCK);
  }

  private static Map<String, String> signed() {
    return new HashMap<>(
        Map.of("partner", "dashboard", "rand", "42", "time", "1795217836", "guid", GUID));
  }
}
