package io.pepper.connector.fastcgi;

import java.util.Map;

/**
 * One responder request.
 *
 * @param params sent as given; {@code CONTENT_LENGTH} is added from the body
 * @param body standard input, of any size
 */
public record FastCgiRequest(Map<String, String> params, byte[] body) {
  public FastCgiRequest {
    params = Map.copyOf(params);
  }
}
