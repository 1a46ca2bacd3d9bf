package io.pepper.web.api.config.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.web.api.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** The reader of bodies and parameters that are texts. */
public final class TextBody {
  private TextBody() {}

  /**
   * Decodes a text.
   *
   * @param what such as {@code the body}, for the error
   */
  public static String decode(String what, byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw Refusal.of("", what + " is not UTF-8: convert it, as iconv does");
    }
  }

  /**
   * Reads a parameter that is true or false.
   *
   * @param text null if it was not sent, which is false
   */
  public static boolean flag(String name, String text) {
    if (text == null || text.equals("false")) {
      return false;
    }
    if (!text.equals("true")) {
      throw Refusal.of(name, "must be true or false, not '" + text + "'");
    }
    return true;
  }

  /** Returns a note that may be missing. */
  public static String note(String text) {
    return text == null ? "" : text;
  }
}
