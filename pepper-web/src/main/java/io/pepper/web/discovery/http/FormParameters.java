package io.pepper.web.discovery.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.glassfish.grizzly.http.Method;
import org.glassfish.grizzly.http.server.Request;

/**
 * The parameters of a request: form body and query string, merged, the body's values first. Unknown
 * parameters do no harm (docs/protocol.md, Discovery over HTTP).
 */
public final class FormParameters {
  /** Largest size of a body, in bytes; the request line has a limit of the server's. */
  static final int MAX_BODY_BYTES = 1024 * 1024;

  private static final String FORM = "application/x-www-form-urlencoded";

  private final Map<String, List<String>> values;
  private final Set<String> inexact;

  private FormParameters(Map<String, List<String>> values, FormReader reader) {
    this.values = values;
    this.inexact = reader.inexact();
  }

  /**
   * @throws BadParameterException if the body is too large or no form
   */
  static FormParameters of(Request request) throws IOException {
    Map<String, List<String>> values = new LinkedHashMap<>();
    FormReader reader = new FormReader(values);
    if (request.getMethod() == Method.POST) {
      reader.read(body(request));
    }
    if (request.getQueryString() != null) {
      reader.read(request.getQueryString());
    }
    return new FormParameters(values, reader);
  }

  /** Reads parameters as if they came in a query string; for tests. */
  static FormParameters of(String query) {
    Map<String, List<String>> values = new HashMap<>();
    FormReader reader = new FormReader(values);
    reader.read(query);
    return new FormParameters(values, reader);
  }

  private static String body(Request request) throws IOException {
    if (request.getContentLengthLong() == 0) {
      return "";
    }
    InputStream in = request.getInputStream();
    // No more than there is, where that is known: this many bytes are made room for.
    long announced = request.getContentLengthLong();
    int most = (int) (announced < 0 ? MAX_BODY_BYTES + 1 : Math.min(announced, MAX_BODY_BYTES + 1));
    byte[] bytes = in.readNBytes(most);
    if (bytes.length > MAX_BODY_BYTES) {
      throw new BadParameterException(
          "the body is larger than %d bytes; send less at once".formatted(MAX_BODY_BYTES));
    }
    if (bytes.length > 0 && !isForm(request.getContentType())) {
      throw new BadParameterException("the body must be " + FORM);
    }
    return new String(bytes, ISO_8859_1);
  }

  private static boolean isForm(String type) {
    return type == null || type.toLowerCase(Locale.ROOT).startsWith(FORM);
  }

  /** Returns whether a parameter was sent at all, with a value or without. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  private List<String> all(String name) {
    if (inexact.contains(name)) {
      throw new BadParameterException(
          name + " has bytes that are not UTF-8, which could not be kept; send UTF-8");
    }
    return values.getOrDefault(name, List.of());
  }

  /** Returns the first value; empty if there is none. */
  public String text(String name) {
    List<String> all = all(name);
    return all.isEmpty() ? "" : all.get(0);
  }

  /** Returns all values that are not empty, in order. */
  public List<String> list(String name) {
    return all(name).stream().filter(each -> !each.isEmpty()).toList();
  }

  /** Returns all values in order, empty ones among them; none if all are empty. */
  public List<String> aligned(String name) {
    List<String> all = all(name);
    return all.stream().allMatch(String::isEmpty) ? List.of() : all;
  }

  /**
   * Returns all values that are not empty; at least one is needed.
   *
   * @throws BadParameterException if it has none, or too many
   */
  public List<String> list(String name, int most) {
    List<String> list = list(name);
    if (list.isEmpty()) {
      throw new BadParameterException(name + " is needed");
    }
    if (list.size() > most) {
      throw new BadParameterException(
          "%d values of %s are too many; at most %d are possible"
              .formatted(list.size(), name, most));
    }
    return list;
  }

  /**
   * Returns a whole number; 0 if there is none.
   *
   * @throws BadParameterException if it is anything else
   */
  public long number(String name) {
    return number(name, text(name));
  }

  /**
   * Returns a number that must be there.
   *
   * @throws BadParameterException if it is none
   */
  public double decimal(String name) {
    String text = text(name);
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new BadParameterException("%s must be a number, not '%s'".formatted(name, text));
    }
  }

  public static long number(String name, String text) {
    try {
      return text.isEmpty() ? 0 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new BadParameterException("%s must be a whole number, not %s".formatted(name, text));
    }
  }
}
