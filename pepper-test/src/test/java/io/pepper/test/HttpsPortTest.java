package io.pepper.test;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.fixtures.CertificateFiles;
import java.io.IOException;
import java.math.BigInteger;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Cookie;

/** Pepper's own port with TLS (docs/https.md). */
@ExtendWith(SharedPepper.class)
class HttpsPortTest {
  private static final String ASK = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";

  private final Pepper pepper;

  HttpsPortTest(Pepper pepper) {
    this.pepper = pepper;
  }

  @Test
  void letsPeopleInWithASecureCookie() {
    assertThat(pepper.output()).contains(", HTTPS " + pepper.httpsUrl() + "/");
    try (Chromium browser = new Chromium(pepper, pepper.httpsUrl())) {
      browser.open("/cron.xhtml");
      browser.logIn("admin", pepper.adminPassword());
      Chromium.await(() -> browser.address().equals(pepper.httpsUrl() + "/cron.xhtml"));

      Cookie session = browser.wholeCookie(Chromium.SESSION);
      assertThat(session.isSecure()).isTrue();
      assertThat(session.isHttpOnly()).isTrue();
    }
  }

  @Test
  void servesWhatTheHttpPortServes() {
    String login = "admin:" + pepper.adminPassword();

    assertThat(curl("-u", login, "/api/v1/queues").output()).contains("\"queues\"");
    assertThat(curl("/discovery/nodes").output()).contains("zone01");
    assertThat(curl("-o", "/dev/null", "-w", "%{http_code}", "--path-as-is", "/%zz").output())
        .isEqualTo("400");
    assertThat(curl("--http2", "-o", "/dev/null", "-w", "%{http_version}", "/health/live").output())
        .isEqualTo("1.1");
    assertThat(curl("--tls-max", "1.1", "/health/live").exitCode()).isNotZero();
  }

  @Test
  void holdsPolls() {
    String poll = "/discovery/polls?env=uat&hostname=h&appid=infra.discovery&latest_timestamp=";
    String news = curl(poll + 0).output();
    String latest = news.replaceAll("(?s).*\"latest_timestamp\":(\\d+).*", "$1");

    assertThat(curl("-H", "x1-bmspy-timeout: 1200", poll + latest).output())
        .contains("\"code\":-304");
  }

  @Test
  void answersPlainHttpWithoutHarm() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", pepper.httpsPort())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(ASK.getBytes(ISO_8859_1));
      assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
          .doesNotContain("200 OK");
    }
  }

  /** And no connection ends. */
  @Test
  void takesANewCertificateWithoutARestart() throws Exception {
    Path folder = pepper.folder();
    CertificateFiles next = CertificateFiles.createRsa(folder, "next", "localhost");
    try (SSLSocket before = connect()) {
      BigInteger old = serial(before);
      assertThat(answer(before)).contains("200 OK");

      Files.copy(next.key(), folder.resolve("moved"));
      Files.move(
          folder.resolve("moved"),
          folder.resolve("https.key"),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      Files.writeString(folder.resolve("https.crt"), Files.readString(next.certificate()));

      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> {
            try (SSLSocket after = connect()) {
              assertThat(serial(after)).isNotEqualTo(old);
              assertThat(answer(after)).contains("200 OK");
            }
          });
      assertThat(answer(before)).as("the connection from before").contains("200 OK");
    }

    Files.writeString(folder.resolve("https.crt"), "rubbish");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> pepper.output().contains("the certificate stays the old one"));
    try (SSLSocket after = connect()) {
      assertThat(answer(after)).contains("200 OK");
    }
    Files.writeString(folder.resolve("https.crt"), Files.readString(next.certificate()));
  }

  private SSLSocket connect() throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Anybody()}, null);
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", pepper.httpsPort());
    socket.setSoTimeout(30_000);
    return socket;
  }

  private static BigInteger serial(SSLSocket socket) throws IOException {
    X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
    return shown.getSerialNumber();
  }

  private static String answer(SSLSocket socket) throws IOException {
    socket.getOutputStream().write(ASK.getBytes(ISO_8859_1));
    byte[] answer = new byte[8192];
    int length = socket.getInputStream().read(answer);
    return new String(answer, 0, Math.max(0, length), ISO_8859_1);
  }

  private Script curl(String... words) {
    List<String> command = new ArrayList<>(List.of("curl", "-sk"));
    command.addAll(List.of(words));
    command.set(command.size() - 1, pepper.httpsUrl() + command.getLast());
    return Script.run(Path.of("."), command);
  }

  /** Takes any certificate. */
  private static final class Anybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
