package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.fixtures.ReverseProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Real proxies with the lines of docs/https.md. */
final class DocumentedProxy {
  private DocumentedProxy() {}

  /**
   * Starts a proxy before a Pepper.
   *
   * @param kind {@code nginx}, {@code caddy} or {@code haproxy}; the test fails if it is missing
   */
  static ReverseProxy before(Pepper pepper, String kind) throws IOException {
    NeededTool.check(Files.exists(program(kind)), kind);
    return ReverseProxy.start(kind, documented(kind), pepper.httpPort());
  }

  private static Path program(String kind) {
    return Path.of(kind.equals("caddy") ? "/usr/bin" : "/usr/sbin", kind);
  }

  private static String documented(String kind) throws IOException {
    String page = Files.readString(Path.of("../docs/https.md"));
    Matcher block = Pattern.compile("(?s)```" + kind + "\n(.*?)```").matcher(page);
    assertThat(block.find()).as(kind).isTrue();
    return block.group(1);
  }
}
