package io.pepper.outbound;

import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateRevokedException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * The failures of exchanges over the network, and what to do about them, in words for people. The
 * words of libraries describe their own insides, and stay in the log.
 */
public final class NetworkFailure {
  private static final System.Logger LOG = System.getLogger(NetworkFailure.class.getName());
  private static final int MAX_CAUSES = 10;

  /** The meaning of texts of a library, in lower case. */
  private record Known(List<String> texts, String words) {}

  private static final String NOT_HTTP = "its answer is not HTTP; is the address right?";

  private static final String NO_ROUTE =
      "there is no route to it from this node; correct the address, or routes and firewall";

  private static final String EXPIRED = "its certificate has expired; renew it";

  /** The known texts in order: a failure often names its reason and the state it happened in. */
  private static final List<Known> EXCHANGE =
      List.of(
          new Known(
              List.of("content-length", "chunk", "bytes received"),
              "it ended its answer before it was complete; did it crash or restart?"),
          new Known(
              List.of("reset", "broken pipe", "aborted"),
              "it broke off the connection before its answer was complete; did it crash or restart?"),
          new Known(
              List.of(
                  "received no bytes",
                  "eof reached while reading",
                  "unexpected end of stream",
                  "failed to respond"),
              "it closed the connection without an answer; is it an HTTP server, and did it crash or restart?"),
          new Known(
              List.of(
                  "invalid status line",
                  "invalid header",
                  "invalid protocol",
                  "unable to parse",
                  "malformed"),
              NOT_HTTP),
          new Known(
              List.of("header size", "too many headers", "exceed"),
              "the headers of its answer are longer than is taken; send less in them"),
          new Known(List.of("closed"), "the connection was closed before its answer was complete"));

  private static final List<Known> TLS =
      List.of(
          new Known(
              List.of("unsupported or unrecognized", "plaintext"),
              "it does not speak TLS there; should the address begin with http://?"),
          new Known(
              List.of("subject alternative", "no name matching", "doesn't match"),
              "its certificate is for another host; use a name that is in the certificate"),
          new Known(
              List.of("certification path", "pkix", "trust"),
              "its certificate comes from an authority that the Java of this node does not trust; add the authority to its trust store"),
          new Known(List.of("expired", "notafter"), EXPIRED),
          new Known(
              List.of("fatal alert"),
              "it refused the TLS handshake; does it ask for a certificate of ours, or for another version of TLS?"));

  private NetworkFailure() {}

  /** Returns one line, which goes on after a colon. */
  public static String words(Throwable failure) {
    LOG.log(Level.DEBUG, "an exchange over the network failed", failure);
    List<Throwable> causes =
        Stream.iterate(failure, each -> each != null, Throwable::getCause)
            .limit(MAX_CAUSES)
            .toList();
    return connecting(causes)
        .or(() -> tls(causes))
        .or(() -> known(EXCHANGE, causes))
        .or(() -> is(causes, ProtocolException.class, NOT_HTTP))
        .orElse("the exchange failed (" + failure.getClass().getSimpleName() + ")");
  }

  private static Optional<String> connecting(List<Throwable> causes) {
    return is(
            causes,
            UnknownHostException.class,
            "its host name is unknown to this node; correct the address, or the name service")
        .or(() ->
            is(
                causes,
                UnresolvedAddressException.class,
                "its host name is unknown to this node; correct the address, or the name service"))
        .or(() -> is(causes, NoRouteToHostException.class, NO_ROUTE))
        .or(() ->
            is(
                causes,
                HttpTimeoutException.class,
                "it did not answer in time; is it overloaded? Otherwise raise the time limit"))
        .or(() ->
            is(causes, ConnectException.class, "")
                .map(none ->
                    said(causes, "unreachable") || said(causes, "no route")
                        ? NO_ROUTE
                        : said(causes, "timed out")
                            ? "it did not accept the connection in time; is it overloaded, or behind a firewall?"
                            : "nobody listens there; start the server, or correct the address"));
  }

  private static Optional<String> tls(List<Throwable> causes) {
    if (causes.stream().noneMatch(SSLException.class::isInstance)) {
      return Optional.empty();
    }
    return causes.stream()
        .flatMap(cause -> certificate(cause).stream())
        .findFirst()
        .or(() -> known(TLS, causes))
        .or(() ->
            Optional.of(
                "the TLS handshake failed; is it a server for TLS, with a valid certificate?"));
  }

  /**
   * Describes a certificate's failure; the texts of all of these name the authority's path, too.
   */
  private static Optional<String> certificate(Throwable cause) {
    Object fault =
        switch (cause) {
          case CertificateExpiredException e -> BasicReason.EXPIRED;
          case CertificateNotYetValidException e -> BasicReason.NOT_YET_VALID;
          case CertificateRevokedException e -> BasicReason.REVOKED;
          case CertPathValidatorException e -> e.getReason();
          default -> BasicReason.UNSPECIFIED;
        };
    return Optional.ofNullable(
        switch (fault) {
          case BasicReason.EXPIRED -> EXPIRED;
          case BasicReason.NOT_YET_VALID ->
              "its certificate is not valid yet; set the clocks right, or wait";
          case BasicReason.REVOKED -> "its certificate was revoked; give it a new one";
          case BasicReason.ALGORITHM_CONSTRAINED ->
              "its certificate, or one above it, has a key or signature too weak for Java; give it a stronger one";
          default -> null;
        });
  }

  private static Optional<String> is(
      List<Throwable> causes, Class<? extends Throwable> kind, String words) {
    return causes.stream().filter(kind::isInstance).findFirst().map(none -> words);
  }

  private static Optional<String> known(List<Known> all, List<Throwable> causes) {
    return all.stream()
        .filter(each -> each.texts.stream().anyMatch(text -> said(causes, text)))
        .findFirst()
        .map(Known::words);
  }

  private static boolean said(List<Throwable> causes, String text) {
    return causes.stream()
        .map(Throwable::getMessage)
        .filter(message -> message != null)
        .anyMatch(message -> message.toLowerCase(Locale.ROOT).contains(text));
  }
}
