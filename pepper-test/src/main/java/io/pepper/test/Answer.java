package io.pepper.test;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a consumer answers.
 *
 * @param headers such as {@code Code} and {@code Error-Code}
 */
public record Answer(Map<String, String> headers, String body) {
  public Answer {
    headers = new LinkedHashMap<>(headers);
  }

  /** With that {@code Code} and {@code Error-Code} 0. */
  public static Answer code(int code, String body) {
    return new Answer(Map.of("Code", Integer.toString(code), "Error-Code", "0"), body);
  }
}
