package io.pepper.config.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.KeyName;
import io.pepper.config.definition.SectionName;
import io.pepper.config.edit.SecretForm;
import io.pepper.config.value.ValueType;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.settings.InvalidSettingException;
import io.pepper.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretKeysTest {
  private static final DomainName SHOP = new DomainName("shop");
  private static final FileName MAIN = new FileName("main.conf");
  private static final SectionName DEFAULT = SectionName.DEFAULT;
  private static final String ONE = "one:" + base64(1);
  private static final String TWO = "two:" + base64(2);

  private static String base64(int fill) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) fill);
    return Base64.getEncoder().encodeToString(key);
  }

  private static SecretKeys keys(String setting) {
    return SecretKeys.from(Settings.of(Map.of("pepper.config.secrets.keys", setting)));
  }

  private static ConfigEntry entry(String key, String value) {
    return new ConfigEntry(new KeyName(key), ValueType.STRING, key, value, true);
  }

  private static String encrypt(SecretKeys keys, String value) {
    return keys.of(SHOP, MAIN).encrypt(DEFAULT, entry("password", value));
  }

  @Test
  void encryptsDifferentlyEachTimeAndDecrypts() {
    SecretKeys keys = keys(ONE);
    String kept = encrypt(keys, "hünter2 漢");

    assertThat(kept).startsWith("one:").isNotEqualTo(encrypt(keys, "hünter2 漢"));
    assertThat(keys.of(SHOP, MAIN).decrypt(DEFAULT, entry("password", kept))).contains("hünter2 漢");
    assertThat(keys.of(SHOP, MAIN).decrypt(DEFAULT, entry("password", encrypt(keys, ""))))
        .contains("");
  }

  @Test
  void aValueIsOfNoUseAtAnotherPlace() {
    SecretKeys keys = keys(ONE);
    String kept = encrypt(keys, "hunter2");
    SecretForm form = keys.of(SHOP, MAIN);

    assertThat(form.decrypt(DEFAULT, entry("other", kept))).isEmpty();
    assertThat(form.decrypt(new SectionName("s"), entry("password", kept))).isEmpty();
    assertThat(keys.of(SHOP, new FileName("x.conf")).decrypt(DEFAULT, entry("password", kept)))
        .isEmpty();
    assertThat(keys.of(new DomainName("x"), MAIN).decrypt(DEFAULT, entry("password", kept)))
        .isEmpty();
  }

  @Test
  void whatWasChangedOrCutIsNotDecrypted() {
    SecretKeys keys = keys(ONE);
    String kept = encrypt(keys, "hunter2");
    char last = kept.charAt(10);
    String changed = kept.substring(0, 10) + (last == 'A' ? 'B' : 'A') + kept.substring(11);

    for (String broken : new String[] {changed, "one:AAAA", "one:", "one:%", "", "x"}) {
      assertThat(keys.of(SHOP, MAIN).decrypt(DEFAULT, entry("password", broken)))
          .as(broken)
          .isEmpty();
    }
  }

  @Test
  void theFirstKeyEncryptsAndAllDecrypt() {
    String kept = encrypt(keys(ONE), "hunter2");
    SecretKeys rotated = keys(TWO + ", " + ONE);

    assertThat(rotated.current()).contains("two");
    assertThat(rotated.isCurrent(kept)).isFalse();
    assertThat(rotated.of(SHOP, MAIN).decrypt(DEFAULT, entry("password", kept)))
        .contains("hunter2");
    assertThat(rotated.isCurrent(encrypt(rotated, "x"))).isTrue();
    assertThat(keys(TWO).of(SHOP, MAIN).decrypt(DEFAULT, entry("password", kept))).isEmpty();
  }

  @Test
  void withoutAKeyASecretIsRefusedWithTheSettingToSet() {
    assertThatThrownBy(() -> encrypt(SecretKeys.NONE, "hunter2"))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("pepper.config.secrets.keys")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void readsKeysFromAFileWithComments(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(folder.resolve("keys"), "# of 2026\n" + TWO + "\n\n" + ONE + "\n");
    SecretKeys keys =
        SecretKeys.from(Settings.of(Map.of("pepper.config.secrets.file", file.toString())));

    assertThat(keys.current()).contains("two");
  }

  @Test
  void refusesWhatIsNoKeyWithoutRepeatingIt(@TempDir Path folder) {
    for (String wrong :
        new String[] {"one", "one:c2hvcnQ=", ONE + "," + ONE, "one:%%%", "a b:" + base64(3)}) {
      assertThatThrownBy(() -> keys(wrong))
          .as(wrong)
          .isInstanceOf(InvalidSettingException.class)
          .hasMessageContaining("pepper.config.secrets.keys")
          .hasMessageNotContaining("c2hvcnQ")
          .hasMessageNotContaining(base64(1));
    }
    assertThatThrownBy(() ->
            SecretKeys.from(
                Settings.of(
                    Map.of("pepper.config.secrets.file", folder.resolve("none").toString()))))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("a file that Pepper can read");
  }
}
