package io.pepper.connector.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.fixtures.CertificateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFilesTest {
  @TempDir Path folder;

  private CertificateFiles pair(String name) {
    return CertificateFiles.create(folder, name, "localhost");
  }

  private static KeyFiles of(String... namesAndValues) {
    Map<String, String> settings = new java.util.HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      settings.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return KeyFiles.of(settings::get).orElseThrow();
  }

  private static KeyFiles pem(Path certificate, Path key) {
    return of("pepper.tls.certificate", certificate + "", "pepper.tls.key", key + "");
  }

  private Path openssl(String target, String... words) {
    Path file = folder.resolve(target);
    List<String> command = new java.util.ArrayList<>(List.of("openssl"));
    command.addAll(List.of(words));
    command.addAll(List.of("-out", file.toString()));
    CertificateFiles.run(folder, command);
    return file;
  }

  @Test
  void readsKeysInAllUsualForms() {
    CertificateFiles curve = pair("curve");
    CertificateFiles rsa = CertificateFiles.createRsa(folder, "rsa", "localhost");
    Path sec1 = openssl("sec1.key", "ec", "-in", curve.key().toString());
    Path pkcs1 = openssl("pkcs1.key", "rsa", "-traditional", "-in", rsa.key().toString());

    assertThat(pem(curve.certificate(), curve.key()).read().isPair()).isTrue();
    assertThat(pem(rsa.certificate(), rsa.key()).read().isPair()).isTrue();
    assertThat(sec1).content().contains("BEGIN EC PRIVATE KEY");
    assertThat(pem(curve.certificate(), sec1).read().isPair()).isTrue();
    assertThat(pkcs1).content().contains("BEGIN RSA PRIVATE KEY");
    assertThat(pem(rsa.certificate(), pkcs1).read().isPair()).isTrue();
  }

  @Test
  void readsAChainInItsOrder() throws IOException {
    CertificateFiles own = pair("own");
    CertificateFiles other = pair("other");
    String text = Files.readString(own.certificate()) + Files.readString(other.certificate());
    Path both = Files.writeString(folder.resolve("both.crt"), "a comment\n" + text);

    assertThat(pem(both, own.key()).read().chain()).hasSize(2);
    assertThatThrownBy(() -> pem(both, other.key()).read())
        .hasMessageContaining("does not belong to the first certificate in pepper.tls.certificate")
        .hasMessageContaining("other.key");
  }

  @Test
  void readsAKeystore() {
    CertificateFiles own = pair("own");
    Path store =
        openssl(
            "store.p12",
            "pkcs12",
            "-export",
            "-passout",
            "pass:secret",
            "-in",
            own.certificate().toString(),
            "-inkey",
            own.key().toString());

    KeyFiles right = of("pepper.tls.keystore", store + "", "pepper.tls.password", "secret");
    assertThat(right.read().isPair()).isTrue();
    KeyFiles wrong = of("pepper.tls.keystore", store + "", "pepper.tls.password", "other");
    assertThatThrownBy(wrong::read)
        .hasMessage(
            "pepper.tls.keystore is "
                + store
                + ", whose password is another: set pepper.tls.password");
    assertThatThrownBy(of("pepper.tls.keystore", own.key() + "")::read)
        .hasMessageContaining("pepper.tls.keystore is " + own.key() + ", which cannot be used");
    assertThatThrownBy(of("pepper.tls.keystore", folder + "/none")::read)
        .hasMessageContaining("cannot be read: set it to a file that is there");
  }

  @Test
  void saysWhatIsWrongWithAFile() {
    CertificateFiles own = pair("own");
    Path none = folder.resolve("none.pem");
    Path locked =
        openssl(
            "locked.key",
            "pkcs8",
            "-topk8",
            "-passout",
            "pass:secret",
            "-in",
            own.key().toString());

    assertThatThrownBy(() -> of("pepper.tls.key", own.key() + ""))
        .hasMessage("pepper.tls.key is set, but pepper.tls.certificate is not: set both");
    assertThatThrownBy(pem(none, own.key())::read)
        .hasMessageStartingWith("pepper.tls.certificate is " + none + ", which cannot be read");
    assertThatThrownBy(pem(own.certificate(), own.certificate())::read)
        .hasMessageContaining("pepper.tls.key is " + own.certificate())
        .hasMessageContaining("holds no private key");
    assertThatThrownBy(pem(own.key(), own.key())::read)
        .hasMessageContaining("pepper.tls.certificate is " + own.key());
    assertThatThrownBy(pem(own.certificate(), locked)::read)
        .hasMessageContaining("has a password: remove it with 'openssl pkey");
  }

  @Test
  void readsAgainWhatChangedOnceItIsWhole() throws IOException {
    CertificateFiles own = pair("own");
    CertificateFiles next = pair("next");
    ReloadingKey keys = new ReloadingKey(pem(own.certificate(), own.key()));
    String first = keys.chooseServerAlias("EC", null, null);
    assertThat(keys.refresh()).isFalse();

    Files.writeString(own.certificate(), Files.readString(next.certificate()));
    assertThat(keys.refresh()).as("just changed").isFalse();
    Files.writeString(own.key(), Files.readString(next.key()));
    assertThat(keys.refresh()).as("changed again").isFalse();
    assertThat(keys.refresh()).isTrue();

    String second = keys.chooseServerAlias("EC", null, null);
    assertThat(keys.getCertificateChain(second)).isNotEqualTo(keys.getCertificateChain(first));
    assertThat(keys.getPrivateKey(first)).as("of a handshake under way").isNotNull();
    assertThat(keys.chooseServerAlias("RSA", null, null)).as("a kind it has not").isNull();
    assertThat(keys.refresh()).isFalse();
  }

  @Test
  void keepsTheKeyWhenTheNewFilesCannotBeUsedAndSaysSoOnce() throws IOException {
    CertificateFiles own = pair("own");
    ReloadingKey keys = new ReloadingKey(pem(own.certificate(), own.key()));
    String alias = keys.chooseServerAlias("EC", null, null);

    Files.writeString(own.key(), "rubbish");
    assertThat(keys.refresh()).isFalse();
    assertThatThrownBy(keys::refresh).isInstanceOf(KeyFilesException.class);
    assertThat(keys.refresh()).isFalse();
    assertThat(keys.chooseServerAlias("EC", null, null)).isEqualTo(alias);

    Files.delete(own.key());
    assertThat(keys.refresh()).isFalse();
    assertThatThrownBy(keys::refresh).hasMessageContaining("cannot be read");
    assertThat(keys.getPrivateKey(alias)).isNotNull();
  }
}
