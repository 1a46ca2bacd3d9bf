package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Harmless probes of paths that try to get around the login, or to files of the application. */
@ExtendWith(SharedPepper.class)
class PathProbesTest {
  private static final List<String> FILES =
      List.of(
          "/WEB-INF/web.xml",
          "/WEB-INF/templates/list.xhtml",
          "/META-INF/MANIFEST.MF",
          "/WEB-INF/classes/META-INF/openapi.yaml",
          "/login.xhtml/../WEB-INF/web.xml",
          "/login.xhtml;/../WEB-INF/web.xml",
          "/favicon.svg/..;/WEB-INF/web.xml",
          "/jakarta.faces.resource/../WEB-INF/web.xml",
          "/jakarta.faces.resource/web.xml.xhtml?ln=../WEB-INF",
          "/jakarta.faces.resource/%2e%2e/WEB-INF/web.xml.xhtml",
          "/%2e%2e/WEB-INF/web.xml",
          "/..%2fWEB-INF/web.xml",
          "/\\WEB-INF\\web.xml");

  private static final List<String> PAGES =
      List.of(
          "/index.xhtml;x=login.xhtml",
          "//index.xhtml",
          "/login.xhtml/../people.xhtml",
          "/login.xhtml;/../people.xhtml",
          "/health/../api/v1/users",
          "/favicon.svg/..;/api/v1/users",
          "/jakarta.faces.resource/../people.xhtml",
          "/api/v1/users;.svg",
          "/queue-export",
          "/job-payload?queue=a&topic=b&id=c");

  private final Pepper pepper;

  PathProbesTest(Pepper pepper) {
    this.pepper = pepper;
  }

  @Test
  void showsNoFileOfItsOwnByAnyPath() throws Exception {
    String session = SessionCookie.ofAdmin(pepper).replaceFirst(";.*", "");
    for (String path : FILES) {
      for (String cookie : List.of("none=1", session)) {
        assertThat(asItIs(path, cookie))
            .as(path)
            .doesNotContain("<web-app", "security-constraint", "ui:composition")
            .doesNotContain("Implementation-", "openapi: 3")
            .containsPattern("\nstatus (302|400|401|403|404)$");
      }
    }
  }

  @Test
  void showsStrangersNothingBehindTheLoginByAnyPath() {
    for (String path : PAGES) {
      assertThat(asItIs(path, "none=1")).as(path).containsPattern("\nstatus (302|400|401)$");
    }
  }

  /** Sends a path as it is, which Java's clients would not; the last line is the status. */
  private String asItIs(String path, String cookie) {
    return Script.run(
            Path.of("."),
            List.of(
                "curl",
                "-s",
                "--path-as-is",
                "-w",
                "\nstatus %{http_code}",
                "-b",
                cookie,
                pepper.httpUrl() + path))
        .output();
  }
}
