package io.pepper.outbound;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pepper.fixtures.FreePorts;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the JDK's client runs into, told in our words. */
class NetworkFailureTest {
  /** Words that only those know who wrote the client. */
  private static final String INSIDES =
      "(?is).*(parser|received no bytes|EOF|PKIX|exception|fixed content-length|status line:|SSL message).*";

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client = HttpClients.create(threads);
  private ServerSocket server;

  @BeforeEach
  void open() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    client.shutdownNow();
    threads.shutdownNow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "close   |                                              | it closed the connection without an answer",
        "reset   |                                              | broke off the connection",
        "close   | SSH-2.0-OpenSSH_9.2                          | its answer is not HTTP",
        "close   | HTTP/1.1 200 OK~Content-Length: 10~~abc      | it ended its answer before it was complete",
        "close   | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~5~ab | it ended its answer before it was complete",
        "reset   | HTTP/1.1 200 OK~Content-Length: 10~~abc      | complete; did it crash or restart?",
      })
  void saysWhatTheServerDid(String end, String answer, String words) {
    serve(
        answer == null
            ? ""
            : answer.replace("~", "\r\n") + "\r\n".repeat(answer.contains("~") ? 0 : 1),
        end);

    assertThat(ask("http://127.0.0.1:" + server.getLocalPort() + "/"))
        .startsWith("no complete answer from 127.0.0.1:" + server.getLocalPort() + ": ")
        .contains(words)
        .doesNotMatch(INSIDES);
  }

  @Test
  void saysThatAServerDoesNotSpeakTls() {
    serve("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n", "close");

    assertThat(ask("https://127.0.0.1:" + server.getLocalPort() + "/"))
        .contains("it does not speak TLS there; should the address begin with http://?")
        .doesNotMatch(INSIDES);
  }

  @Test
  void saysThatNobodyIsThere() {
    assertThat(ask("http://127.0.0.1:" + FreePorts.next() + "/"))
        .startsWith("cannot reach 127.0.0.1:")
        .endsWith("nobody listens there; start the server, or correct the address");
    assertThat(ask("http://no.such.host.invalid/"))
        .isEqualTo(
            "cannot reach no.such.host.invalid: its host name is unknown to this node; correct the address, or the name service");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EXPIRED               | has expired; renew it",
        "NOT_YET_VALID         | is not valid yet; set the clocks right",
        "REVOKED               | was revoked; give it a new one",
        "ALGORITHM_CONSTRAINED | too weak for Java; give it a stronger one",
        "UNSPECIFIED           | from an authority that the Java of this node does not trust",
      })
  void saysWhatIsWrongWithACertificate(BasicReason reason, String words) {
    CertPathValidatorException path =
        new CertPathValidatorException("validation failed", null, null, -1, reason);

    assertThat(NetworkFailure.words(handshake(path))).contains(words);
  }

  @Test
  void saysThatACertificateIsNotValidYet() {
    assertThat(NetworkFailure.words(handshake(new CertificateNotYetValidException("NotBefore"))))
        .isEqualTo("its certificate is not valid yet; set the clocks right, or wait");
  }

  private static Throwable handshake(Exception cause) {
    return new SSLHandshakeException(
        "PKIX path validation failed: " + cause, new CertificateException("PKIX", cause));
  }

  @Test
  void saysWhatToDoWhenThereIsNoWay() {
    assertThat(NetworkFailure.words(new NoRouteToHostException()))
        .endsWith("; correct the address, or routes and firewall");
    assertThat(NetworkFailure.words(new ConnectException("Network is unreachable")))
        .endsWith("; correct the address, or routes and firewall");
    assertThat(NetworkFailure.words(new ConnectException("Connection timed out")))
        .endsWith("; is it overloaded, or behind a firewall?");
    assertThat(NetworkFailure.words(new HttpTimeoutException("request timed out")))
        .endsWith("; is it overloaded? Otherwise raise the time limit");
    assertThat(NetworkFailure.words(new ProtocolException("Header size exceeds 10")))
        .endsWith("; send less in them");
  }

  /** What nobody has seen yet: its kind, and the rest in the log. */
  @Test
  void keepsTheWordsOfOthersToItself() {
    assertThat(NetworkFailure.words(new IOException("FrobnicatorImpl#frob() returned 7")))
        .isEqualTo("the exchange failed (IOException)");
  }

  private String ask(String url) {
    URI uri = URI.create(url);
    IOException failure =
        catchThrowableOfType(
            IOException.class,
            () ->
                client.send(
                    HttpRequest.newBuilder(uri).timeout(LIMIT).build(), BodyHandlers.ofString()));
    assertThat(failure).isNotNull();
    return HttpClients.describe(failure, uri);
  }

  private void serve(String answer, String end) {
    threads.submit(() -> {
      // The client asks a second time where it knows that to be harmless.
      while (!server.isClosed()) {
        answer(server.accept(), answer, end);
      }
      return null;
    });
  }

  private static void answer(Socket accepted, String answer, String end) throws Exception {
    try (Socket socket = accepted) {
      socket.getInputStream().read(new byte[8192]);
      socket.getOutputStream().write(answer.getBytes(US_ASCII));
      socket.getOutputStream().flush();
      if (end.equals("reset")) {
        Thread.sleep(answer.isEmpty() ? 0 : 100);
        socket.setSoLinger(true, 0);
      }
    }
  }
}
