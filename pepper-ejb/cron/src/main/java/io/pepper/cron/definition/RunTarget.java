package io.pepper.cron.definition;

import io.pepper.connector.fastcgi.FastCgiAddress;
import io.pepper.definition.HttpHeaders;
import io.pepper.job.QueueName;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The target of a run: the document field {@code run}, by its {@code type}. */
public sealed interface RunTarget {
  /**
   * A process of its own.
   *
   * @param command program and arguments, no shell in between
   * @param environment added to the little that every process gets
   * @param directory where it runs, absolute; empty for the user's home if there is a user and it
   *     is there, else for the node's folder for runs
   * @param user whose rights it has; empty for Pepper's own
   */
  record CommandTarget(
      List<String> command,
      Map<String, String> environment,
      Optional<String> directory,
      Optional<String> user)
      implements RunTarget {
    public CommandTarget {
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
      if (command.isEmpty() || command.getFirst().isBlank()) {
        throw new IllegalArgumentException("command needs the program as its first element");
      }
    }
  }

  /**
   * A request; a status of 200 to 299 is success.
   *
   * @param method such as POST
   * @param url http or https, with a host
   * @param body sent as it is, with {@code contentType}
   */
  record HttpTarget(
      String method, URI url, Map<String, String> headers, String contentType, String body)
      implements RunTarget {
    public HttpTarget {
      headers = Map.copyOf(headers);
      String scheme = url.getScheme();
      if (url.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
        throw new IllegalArgumentException(
            "url: '" + url + "' must be a full http:// or https:// address");
      }
      if (url.getUserInfo() != null) {
        throw new IllegalArgumentException(
            "url must not hold a user and password: everybody who may look at the job would see"
                + " them");
      }
      if (!method.matches("GET|HEAD|POST|PUT|PATCH|DELETE")) {
        throw new IllegalArgumentException(
            "method must be GET, HEAD, POST, PUT, PATCH or DELETE, not '" + method + "'");
      }
      headers.forEach(HttpHeaders::check);
    }
  }

  /**
   * A job pushed into one of our queues: delivered, retried and kept as all jobs there.
   *
   * @param payload in which {@code ${job}}, {@code ${run}}, {@code ${key}}, {@code ${nominal}} and
   *     {@code ${attempt}} are replaced
   */
  record PushTarget(QueueName queue, String payload) implements RunTarget {}

  /**
   * A script on a FastCGI server such as php-fpm.
   *
   * @param script absolute path as that server sees it
   * @param fields sent as a form, with the values of the attempt
   */
  record FastCgiTarget(FastCgiAddress address, String script, Map<String, String> fields)
      implements RunTarget {
    public FastCgiTarget {
      fields = Map.copyOf(fields);
      if (!script.startsWith("/")) {
        throw new IllegalArgumentException(
            "script: '" + script + "' must be an absolute path on the FastCGI server");
      }
    }
  }
}
