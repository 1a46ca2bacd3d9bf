package io.pepper.web.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.settings.InvalidSettingException;
import io.pepper.settings.Settings;
import java.io.IOException;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Over a real connection from 127.0.0.1, which is the proxy. */
class TrustedProxiesTest {
  private static final String TRUSTED = "127.0.0.1, 10.0.0.0/8";

  private final RequestFilters filters = new RequestFilters();
  private final HttpServer server = new HttpServer();

  @AfterEach
  void stop() {
    filters.remove();
    server.shutdownNow();
  }

  @Test
  void ignoresEverythingFromPeersThatAreNotTrusted() throws IOException {
    assertThat(
            seen(
                Map.of(),
                "Host: here:8080",
                "X-Forwarded-For: 203.0.113.9",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: evil.example",
                "Forwarded: for=203.0.113.9;proto=https;host=evil.example"))
        .isEqualTo("127.0.0.1 http here 8080 here:8080 hidden");
  }

  @Test
  void takesCallerSchemeHostAndPortFromATrustedProxy() throws IOException {
    assertThat(
            seen(
                trusted(),
                "Host: 127.0.0.1:8080",
                "X-Forwarded-For: 203.0.113.9",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: Pepper.example"))
        .isEqualTo("203.0.113.9 https pepper.example 443 pepper.example known");
  }

  @Test
  void keepsTheHostThatTheProxyPassesOn() throws IOException {
    assertThat(seen(trusted(), "Host: pepper.example", "X-Forwarded-Proto: https"))
        .isEqualTo("127.0.0.1 https pepper.example 443 pepper.example known");
    assertThat(seenAgain("Host: pepper.example:8443", "X-Forwarded-Proto: https"))
        .isEqualTo("127.0.0.1 https pepper.example 8443 pepper.example:8443 known");
    assertThat(
            seenAgain("Host: pepper.example", "X-Forwarded-Proto: https", "X-Forwarded-Port: 8443"))
        .isEqualTo("127.0.0.1 https pepper.example 8443 pepper.example:8443 known");
    assertThat(seenAgain("Host: [::1]", "X-Forwarded-Proto: https"))
        .isEqualTo("127.0.0.1 https [::1] 443 [::1] known");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          for=203.0.113.9;proto=https;host=pepper.example | 203.0.113.9 https pepper.example 443
          For="[2001:db8::7]:4711";Proto=https;Host="pepper.example:8443" | 2001:db8:0:0:0:0:0:7 https pepper.example 8443
          for=198.51.100.1, for=203.0.113.9;proto=https;host=pepper.example | 203.0.113.9 https pepper.example 443
          for=203.0.113.9;proto=https;host=pepper.example, for=10.0.0.2;proto=http;host=inner | 203.0.113.9 https pepper.example 443
          """)
  void readsTheStandardHeader(String header, String expected) throws IOException {
    assertThat(seen(trusted(), "Host: x", "Forwarded: " + header)).startsWith(expected);
  }

  /** What the caller wrote itself stands on the left; the proxies add theirs on the right. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          192.168.0.1, 203.0.113.9 | 203.0.113.9
          192.168.0.1, 203.0.113.9, 10.1.2.3, 10.4.5.6 | 203.0.113.9
          garbage, 203.0.113.9 | 203.0.113.9
          203.0.113.9:51234 | 203.0.113.9
          [2001:db8::7]:51234 | 2001:db8:0:0:0:0:0:7
          2001:db8::7 | 2001:db8:0:0:0:0:0:7
          ::ffff:203.0.113.9 | 203.0.113.9
          10.1.2.3, 10.4.5.6 | 10.1.2.3
          """)
  void countsTheLastCallerThatIsNoProxy(String list, String expected) throws IOException {
    assertThat(seen(trusted(), "Host: x", "X-Forwarded-For: " + list))
        .isEqualTo(expected + " http x 80 x known");
  }

  @Test
  void readsSeveralLinesAsOneList() throws IOException {
    assertThat(
            seen(
                trusted(),
                "Host: x",
                "X-Forwarded-For: 192.168.0.1",
                "X-Forwarded-For: 203.0.113.9",
                "X-Forwarded-For: 10.1.2.3",
                "X-Forwarded-Proto: http, https, http"))
        .startsWith("203.0.113.9 https");
  }

  /** The proxy's own address must not give the caller what is given to its network. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-For: unknown",
        "X-Forwarded-For: 203.0.113.9, 999.1.1.1",
        "X-Forwarded-For: 203.0.113.9, localhost",
        "X-Forwarded-For: ",
        "Forwarded: for=_hidden",
        "Forwarded: for=\"unknown",
        "Forwarded: for=203.0.113.9;x=\", for=203.0.113.8",
        "Forwarded: ;;,,==",
      })
  void knowsNoCallerWhereNoneCanBeRead(String header) throws IOException {
    assertThat(seen(trusted(), "Host: x", header)).isEqualTo("127.0.0.1 http x 80 x hidden");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-Proto: javascript",
        "X-Forwarded-Host: a b",
        "X-Forwarded-Host: evil.example/path",
        "X-Forwarded-Host: evil.example:http",
        "X-Forwarded-Host: \"><script>",
        "X-Forwarded-Port: 99999",
        "X-Forwarded-Port: -1",
        "X-Forwarded-Port: ",
      })
  void passesOverWhatCannotBeRead(String header) throws IOException {
    assertThat(seen(trusted(), "Host: x", "X-Forwarded-For: 203.0.113.9", header))
        .isEqualTo("203.0.113.9 http x 80 x known");
  }

  /** A proxy that writes one header may let the other pass, whoever wrote it. */
  @Test
  void trustsNobodyWhomTheTwoHeadersNameDifferently() throws IOException {
    assertThat(
            seen(trusted(), "Host: x", "X-Forwarded-For: 203.0.113.9", "Forwarded: for=10.9.9.9"))
        .isEqualTo("203.0.113.9 http x 80 x hidden");
    assertThat(seenAgain("Host: x", "X-Forwarded-For: 203.0.113.9", "Forwarded: for=203.0.113.9"))
        .isEqualTo("203.0.113.9 http x 80 x known");
  }

  @Test
  void readsOnlyTheHeaderThatTheSettingNames() throws IOException {
    Map<String, String> settings = trusted();
    settings.put("pepper.trusted-proxies.header", "forwarded");

    assertThat(seen(settings, "Host: x", "X-Forwarded-For: 10.9.9.9", "Forwarded: for=203.0.113.9"))
        .isEqualTo("203.0.113.9 http x 80 x known");
    assertThat(seenAgain("Host: x", "X-Forwarded-For: 203.0.113.9"))
        .as("the header of a proxy that does not write it")
        .isEqualTo("127.0.0.1 http x 80 x hidden");
  }

  @Test
  void readsAListWithoutEndInNoTime() throws IOException {
    String list = "1.1.1.1, ".repeat(500) + "203.0.113.9";

    assertThat(seen(trusted(), "Host: x", "X-Forwarded-For: " + list)).startsWith("203.0.113.9");
  }

  @Test
  void sendsStrictTransportOnlyOverHttpsAndIfAsked() throws IOException {
    Map<String, String> settings = trusted();
    settings.put("pepper.https.hsts", "365d");

    int port = start(settings);
    assertThat(answerTo(port, "Host: x", "X-Forwarded-Proto: https"))
        .contains("Strict-Transport-Security: max-age=31536000\r\n");
    assertThat(answerTo(port, "Host: x")).doesNotContain("Strict-Transport-Security");
  }

  @Test
  void doesNotSendStrictTransportUnasked() throws IOException {
    assertThat(answerTo(start(trusted()), "Host: x", "X-Forwarded-Proto: https"))
        .doesNotContain("Strict-Transport-Security");
  }

  @Test
  void refusesSettingsThatCannotWork() {
    assertThatThrownBy(
            () -> RequestRules.of(Settings.of(Map.of("pepper.trusted-proxies", "nginx"))))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("pepper.trusted-proxies is 'nginx'");
    assertThatThrownBy(
            () -> RequestRules.of(Settings.of(Map.of("pepper.trusted-proxies.header", "via"))))
        .hasMessageContaining("any, forwarded or x-forwarded");
  }

  private static Map<String, String> trusted() {
    return new HashMap<>(Map.of("pepper.trusted-proxies", TRUSTED));
  }

  private String seen(Map<String, String> settings, String... headers) throws IOException {
    start(settings);
    return seenAgain(headers);
  }

  private String seenAgain(String... headers) throws IOException {
    String answer = answerTo(server.getListener("test").getPort(), headers);
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }

  /** The handler says what it sees of the request. */
  private int start(Map<String, String> settings) throws IOException {
    NetworkListener listener = new NetworkListener("test", "127.0.0.1", 0);
    server.addListener(listener);
    server
        .getServerConfiguration()
        .addHttpHandler(
            new HttpHandler() {
              @Override
              public void service(Request request, Response response) throws IOException {
                String text =
                    "%s %s %s %d %s %s"
                        .formatted(
                            request.getRemoteAddr(),
                            request.getScheme(),
                            request.getServerName(),
                            request.getServerPort(),
                            request.getHeader("Host"),
                            ForwardedHeaders.hideTheCaller(request::getHeader)
                                ? "hidden"
                                : "known");
                response.setContentLength(text.length());
                response.getWriter().write(text);
              }
            });
    server.start();
    RequestRules rules = RequestRules.of(Settings.of(settings));
    filters.install(() -> Map.of("test", listener.getFilterChain()), rules);
    return listener.getPort();
  }

  private static String answerTo(int port, String... headers) throws IOException {
    String lines = String.join("\r\n", List.of(headers));
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(10_000);
      String request = "GET / HTTP/1.1\r\n" + lines + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }
}
