package io.pepper.settings;

/** A setting with a value that cannot work. The message is one line for the operator. */
public class InvalidSettingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the failure of one setting.
   *
   * @param name of the setting, such as {@code pepper.http.port}
   * @param shown the value as it may be shown: never a secret
   * @param allowed what would be right, such as "a port from 1 to 65535"
   */
  public InvalidSettingException(String name, String shown, String allowed) {
    super("%s is '%s', but must be %s".formatted(name, shown.replaceAll("\\R", " "), allowed));
  }
}
