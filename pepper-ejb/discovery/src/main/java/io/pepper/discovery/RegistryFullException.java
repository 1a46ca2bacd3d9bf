package io.pepper.discovery;

/** The registry has as many instances as it may have: nothing was registered. */
public class RegistryFullException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param limit number of instances
   * @param setting that raises it
   */
  public RegistryFullException(int limit, String setting) {
    super("there are %d instances already; raise %s to have more".formatted(limit, setting));
  }
}
