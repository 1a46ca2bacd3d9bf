package io.pepper.bus.definition;

import io.pepper.connector.fastcgi.FastCgiAddress;
import io.pepper.definition.HttpHeaders;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** The way of a topic's jobs to their consumer (docs/protocol.md, The queue document). */
public sealed interface DeliveryMethod {
  /**
   * A script on a FastCGI server such as php-fpm.
   *
   * @param script the absolute path on that server
   */
  record FastCgi(FastCgiAddress address, String script) implements DeliveryMethod {
    public FastCgi {
      if (script == null || !script.startsWith("/")) {
        throw new IllegalArgumentException(
            "'" + script + "' must be the script's absolute path, as in /srv/consume.php");
      }
    }
  }

  /**
   * HTTP POST.
   *
   * @param url http or https, with a host
   * @param headers the headers of every request, {@code Host} included
   */
  record Http(URI url, Map<String, String> headers) implements DeliveryMethod {
    public Http {
      headers = Map.copyOf(headers);
      String scheme = url.getScheme();
      if (url.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
        throw new IllegalArgumentException(
            "'" + url + "' must be a full http:// or https:// address");
      }
      if (url.getUserInfo() != null) {
        throw new IllegalArgumentException(
            "url must not hold a user and password: everybody who may look at the queue would see"
                + " them");
      }
      headers.forEach(HttpHeaders::check);
    }
  }

  /**
   * A process for each job: the payload on standard input, the exit status decides.
   *
   * @param command program and arguments, without a shell
   */
  record LocalCommand(List<String> command) implements DeliveryMethod {
    public LocalCommand {
      command = List.copyOf(command);
      if (command.isEmpty() || command.getFirst().isBlank()) {
        throw new IllegalArgumentException("needs the program as its first element");
      }
    }
  }

  /** No delivery: consumers fetch for themselves. */
  record Pull() implements DeliveryMethod {
    /** The warning while this version has no way to fetch. */
    public static final String NOT_YET =
        "with delivery type pull jobs are kept, but no consumer can fetch them in this version: choose fastcgi, http or command to have them delivered";
  }
}
