package io.pepper.outbound;

/**
 * Header {@code Code} of an answer, by whatever protocol it came. Of several, be they repeated
 * headers or values that a proxy has joined by commas, the first that is not 200 counts: one that
 * says "not done" is believed.
 */
public final class ResponseCode {
  public static final String OK = "200";

  private ResponseCode() {}

  /**
   * Returns the value that counts.
   *
   * @param values all values, joined by commas; empty if there is no such header
   */
  public static String of(String values) {
    if (values.indexOf(',') < 0) {
      return values.strip();
    }
    String code = "";
    for (String each : values.split(",")) {
      String value = each.strip();
      if (!value.isEmpty() && !value.equals(OK)) {
        return value;
      }
      code = value.isEmpty() ? code : value;
    }
    return code;
  }
}
