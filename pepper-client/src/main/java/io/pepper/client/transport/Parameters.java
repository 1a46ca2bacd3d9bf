package io.pepper.client.transport;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Names and values in the order given, for a query or the body of a form. */
public final class Parameters {
  private final StringBuilder text = new StringBuilder();

  /** Appends a parameter. */
  public Parameters with(String name, String value) {
    if (!text.isEmpty()) {
      text.append('&');
    }
    text.append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
