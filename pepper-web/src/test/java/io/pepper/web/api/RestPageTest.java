package io.pepper.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RestPageTest {
  private static final Path PAGE = Path.of("../docs/rest.md");
  private static final String WRITE =
      "mvn -o -q -B -Dspotless.check.skip=true -pl pepper-web -am test"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dtest=RestPageTest -Dpepper.docs.write=true";

  @Test
  void isTheOpenApiDocumentForPeople() throws IOException {
    String page = new RestPage(OpenApi.read()).write();
    if (Boolean.getBoolean("pepper.docs.write")) {
      Files.writeString(PAGE, page);
    }

    assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
        .as("docs/rest.md is not what openapi.yaml says; to write it anew: " + WRITE)
        .isEqualTo(page);
  }

  @Test
  void everyOperationSaysWhatItDoesAndHowItFails() throws IOException {
    OpenApi api = OpenApi.read();
    List<String> incomplete = new ArrayList<>();
    api.paths()
        .forEach((path, item) -> {
          for (String method : OpenApi.METHODS) {
            Map<String, Object> operation = api.map(api.map(item).get(method));
            if (!operation.isEmpty() && !isComplete(api, operation)) {
              incomplete.add(method + " " + path);
            }
          }
        });

    assertThat(incomplete)
        .as("operations without summary, description, described answers, or an error's content")
        .isEmpty();
  }

  private static boolean isComplete(OpenApi api, Map<String, Object> operation) {
    Map<String, Object> answers = api.map(operation.get("responses"));
    boolean described =
        answers.values().stream()
            .noneMatch(answer -> OpenApi.text(api.map(answer).get("description")).isEmpty());
    boolean failuresHaveContent =
        answers.entrySet().stream()
            .filter(answer -> !answer.getKey().startsWith("2"))
            .noneMatch(answer -> api.map(api.map(answer.getValue()).get("content")).isEmpty());
    return !OpenApi.text(operation.get("summary")).isEmpty()
        && !OpenApi.text(operation.get("description")).isEmpty()
        && described
        && answers.containsKey("default")
        && failuresHaveContent;
  }
}
