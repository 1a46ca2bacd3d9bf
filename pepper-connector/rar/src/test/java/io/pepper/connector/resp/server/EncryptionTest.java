package io.pepper.connector.resp.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.connector.AdapterSettings;
import java.io.FileInputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptionTest {
  private static final String PASSWORD = "keep-it-secret";

  @TempDir private Path folder;

  @Test
  void speaksTlsWithTheKeyOfTheKeystore() throws Exception {
    Path keystore = keystore();
    Map<String, String> settings =
        Map.of("pepper.tls.keystore", keystore.toString(), "pepper.tls.password", PASSWORD);
    try (TestServer server = new TestServer(new EchoHandler(), settings);
        SSLSocket client = trusting(keystore, server.port())) {
      String payload = "x".repeat(100_000);
      client
          .getOutputStream()
          .write(
              ("AUTH a\r\n*2\r\n$4\r\nECHO\r\n$100000\r\n" + payload + "\r\nQUIT\r\n")
                  .getBytes(UTF_8));
      InputStream replies = client.getInputStream();

      assertThat(new String(replies.readAllBytes(), UTF_8))
          .isEqualTo("+OK\r\n$100000\r\n" + payload + "\r\n+OK\r\n");
    }
  }

  @Test
  void endsAClientThatDoesNotSpeakTls() throws Exception {
    Map<String, String> settings =
        Map.of("pepper.tls.keystore", keystore().toString(), "pepper.tls.password", PASSWORD);
    try (TestServer server = new TestServer(new EchoHandler(), settings);
        TestClient client = server.connect()) {
      assertThat(client.send("PING\r\n").receiveAll()).doesNotContain("PONG");
    }
  }

  @Test
  void namesTheSettingWhenTheKeystoreCannotBeRead() throws Exception {
    Path rubbish = Files.writeString(folder.resolve("key.p12"), "rubbish");
    Map<String, String> settings = Map.of("pepper.tls.keystore", rubbish.toString());

    assertThatThrownBy(() -> RespEncryption.from(new AdapterSettings(settings::get, name -> null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pepper.tls.keystore=" + rubbish);
  }

  private Path keystore() throws Exception {
    Path file = folder.resolve("pepper.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process process =
        new ProcessBuilder(
                (keytool
                        + " -genkeypair -alias pepper -keyalg EC -dname CN=localhost -validity 1"
                        + " -ext san=ip:127.0.0.1 -storepass "
                        + PASSWORD
                        + " -keystore "
                        + file)
                    .split(" "))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return file;
  }

  private static SSLSocket trusting(Path keystore, int port) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream file = new FileInputStream(keystore.toFile())) {
      keys.load(file, PASSWORD.toCharArray());
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return (SSLSocket)
        context.getSocketFactory().createSocket(InetAddress.getByName("127.0.0.1"), port);
  }
}
