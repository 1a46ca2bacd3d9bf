package io.pepper.connector.fastcgi;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;

/**
 * A complete answer: the request has ended on the server's side.
 *
 * @param headers CGI headers, names in lower case, values trimmed; the values of a repeated name
 *     are joined by a comma and a space, in their order. Not copied: the caller must not change
 *     them any more
 * @param body what follows the headers, up to the client's limit
 * @param bodyTruncated whether the body was longer than the client keeps
 * @param stderr the script's standard error, apart from the answer; bounded
 * @param stderrBefore the number of its characters that came before the first byte of the answer
 * @param appStatus the script's exit status
 */
public record FastCgiResponse(
    Map<String, String> headers,
    byte[] body,
    boolean bodyTruncated,
    String stderr,
    int stderrBefore,
    long appStatus) {
  public FastCgiResponse {
    headers = Collections.unmodifiableMap(headers);
  }

  /**
   * Creates an answer whose standard error came before it, as that of a script with buffered
   * output.
   */
  public FastCgiResponse(
      Map<String, String> headers,
      byte[] body,
      boolean bodyTruncated,
      String stderr,
      long appStatus) {
    this(headers, body, bodyTruncated, stderr, stderr.length(), appStatus);
  }

  /**
   * @param name in any case
   */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(java.util.Locale.ROOT)));
  }

  /** Returns the script's standard error since it had begun to answer. */
  public String stderrSinceAnswer() {
    return stderr.substring(Math.min(stderrBefore, stderr.length()));
  }
}
