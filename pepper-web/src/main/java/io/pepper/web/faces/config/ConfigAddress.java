package io.pepper.web.faces.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;
import java.net.URLEncoder;
import java.util.Optional;

/** The places of configuration as the addresses of pages name them. */
public final class ConfigAddress {
  private ConfigAddress() {}

  /** Returns the query of pages about a domain: {@code domain=…}. */
  public static String of(DomainName domain) {
    return "domain=" + encoded(domain.value());
  }

  /** Returns the query of pages about a file: {@code domain=…&file=…}. */
  public static String of(DomainName domain, FileName file) {
    return of(domain) + "&file=" + encoded(file.path());
  }

  /** Returns the query of pages about a key of a file. */
  public static String of(DomainName domain, FileName file, String section, String key) {
    return of(domain, file) + "&section=" + encoded(section) + "&key=" + encoded(key);
  }

  /** Reads the name of a domain; empty if it is none. */
  public static Optional<DomainName> domain(String text) {
    try {
      return Optional.of(new DomainName(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Reads the name of a file; empty if it is none. */
  public static Optional<FileName> file(String text) {
    try {
      return Optional.of(new FileName(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
