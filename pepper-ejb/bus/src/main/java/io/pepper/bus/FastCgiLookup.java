package io.pepper.bus;

import io.pepper.connector.fastcgi.FastCgiClient;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * The adapter's FastCGI client, looked up on a container thread: virtual threads have no naming
 * context.
 */
@ApplicationScoped
public class FastCgiLookup {
  private static final String NAME = "java:app/pepper/FastCgi";

  private FastCgiClient client;

  @PostConstruct
  void find() {
    try {
      client = (FastCgiClient) new InitialContext().lookup(NAME);
    } catch (NamingException e) {
      // Not as the cause: what is reported of a failed start would be "no object bound" alone.
      IllegalStateException missing =
          new IllegalStateException(
              "the connector offers no FastCGI client as " + NAME + "; the log says why");
      missing.addSuppressed(e);
      throw missing;
    }
  }

  public FastCgiClient client() {
    return client;
  }
}
