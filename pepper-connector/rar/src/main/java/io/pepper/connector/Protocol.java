package io.pepper.connector;

import java.util.function.Function;

/**
 * A protocol that message-driven beans answer.
 *
 * @param name as in its settings, {@code pepper.<name>.port} among them
 * @param clients how they are called in the log
 * @param port usual one
 * @param listener what beans of this protocol implement
 * @param answers asks a bean for what answers clients
 * @param front makes the server; throws {@link IllegalArgumentException} for a setting that cannot
 *     be
 */
public record Protocol<B, T>(
    String name,
    String clients,
    int port,
    Class<B> listener,
    Function<B, T> answers,
    Function<AdapterSettings, Front<T>> front) {

  String portSetting() {
    return "pepper." + name + ".port";
  }

  /**
   * Returns the name of the system property that holds {@code host:port} once clients are served.
   */
  public String listening() {
    return "pepper." + name + ".listening";
  }
}
