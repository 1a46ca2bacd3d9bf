package io.pepper.outbound;

import io.pepper.connector.fastcgi.FastCgiParams;
import java.util.Map;

/** The parameters of a POST to a script on a FastCGI server. */
public final class CgiParams {
  private CgiParams() {}

  /**
   * Returns the two that every script needs, and those that php-fpm's access log and frameworks
   * read.
   *
   * @param script absolute path as that server sees it; takes a form
   */
  public static FastCgiParams post(String script) {
    String name = script.substring(script.lastIndexOf('/'));
    return FastCgiParams.of(
        Map.ofEntries(
            Map.entry("SCRIPT_FILENAME", script),
            Map.entry("REQUEST_METHOD", "POST"),
            Map.entry("CONTENT_TYPE", FormBody.CONTENT_TYPE),
            Map.entry("SCRIPT_NAME", name),
            Map.entry("REQUEST_URI", name),
            Map.entry("QUERY_STRING", ""),
            Map.entry("GATEWAY_INTERFACE", "CGI/1.1"),
            Map.entry("SERVER_PROTOCOL", "HTTP/1.1"),
            Map.entry("SERVER_SOFTWARE", "Pepper"),
            Map.entry("SERVER_NAME", "localhost"),
            Map.entry("SERVER_PORT", "80"),
            Map.entry("REMOTE_ADDR", "127.0.0.1")));
  }
}
