package io.pepper.connector.fastcgi;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;

/**
 * A complete answer: the request has ended on the server's side.
 *
 * @param headers CGI headers, names in lower case, values trimmed; of repeated names the last one.
 *     Not copied: nobody may change them any more
 * @param body what follows the headers, up to the client's limit
 * @param bodyTruncated the body was longer than the client keeps
 * @param stderr what the script wrote to standard error, apart from the answer; bounded
 * @param appStatus the script's exit status
 */
public record FastCgiResponse(
    Map<String, String> headers,
    byte[] body,
    boolean bodyTruncated,
    String stderr,
    long appStatus) {
  public FastCgiResponse {
    headers = Collections.unmodifiableMap(headers);
  }

  /**
   * @param name in any case
   */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(java.util.Locale.ROOT)));
  }
}
