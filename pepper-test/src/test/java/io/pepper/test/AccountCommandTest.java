package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The programs of {@code ./pepper user} and {@code ./pepper token}. */
@ExtendWith(SharedPepper.class)
class AccountCommandTest {
  private static final String PROGRAM = "io.pepper.launcher.account.AccountCommand";

  private final Pepper pepper;

  AccountCommandTest(Pepper pepper) {
    this.pepper = pepper;
  }

  @Test
  void changesAccountsOfAPepperThatRuns() {
    assertThat(run(pepper, "cli-ada-secret", "user add cli-ada --role operator --tags a,b"))
        .isEqualTo(new Script(0, "created user cli-ada\n"));
    Rest ada = new Rest(pepper.httpUrl(), "cli-ada", "cli-ada-secret");
    assertThat(ada.get("/api/v1/me").expect2xx().json().getJsonArray("tags")).hasSize(2);
    assertThat(run(pepper, "", "user list").output()).contains("cli-ada\toperator\ta,b\n");

    Script token = run(pepper, "", "token add cli-prometheus --scope metrics");
    assertThat(Rest.withToken(pepper.httpUrl(), token.output().strip()).get("/metrics").status())
        .isEqualTo(200);
    run(pepper, "", "token remove cli-prometheus");
    assertThat(Rest.withToken(pepper.httpUrl(), token.output().strip()).get("/metrics").status())
        .isEqualTo(401);
    run(pepper, "", "user remove cli-ada");
    assertThat(ada.get("/api/v1/me").status()).isEqualTo(401);
  }

  @Test
  void changesAccountsOfAPepperThatIsStopped() throws IOException {
    try (Pepper stopped = Pepper.embedded()) {
      Files.createDirectories(stopped.dataFolder());
      Path temporary = Files.createDirectory(stopped.folder().resolve("temporary"));
      stopped.withVariable("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary);

      assertThat(run(stopped, "cli-bob-secret", "user add cli-bob --role viewer").output())
          .endsWith("created user cli-bob\n");
      assertThat(run(stopped, "cli-bob-other", "user password cli-bob").output())
          .endsWith("changed the password of cli-bob\n");
      run(stopped, "", "user disable cli-bob");
      assertThat(run(stopped, "", "user list").output())
          .contains("admin\tadmin\tevery tag\n", "cli-bob\tviewer\tevery tag\tdisabled\n");
      try (Stream<Path> left = Files.list(temporary)) {
        assertThat(left.filter(file -> file.toString().endsWith(".jar"))).isEmpty();
      }
    }
  }

  @Test
  void saysInOneLineWhatIsWrong() {
    refuses("user add needs --role", "", "user add cli-eve");
    refuses("--rolle is no option of user add", "", "user add cli-eve --rolle viewer");
    refuses("say user add NAME", "", "user ad cli-eve");
    refuses("no password came on the standard input", "", "user add cli-eve --role viewer");
    refuses("password", "short", "user add cli-eve --role viewer");
    refuses("cli-nobody", "", "user remove cli-nobody");
  }

  private void refuses(String words, String input, String arguments) {
    Script refused = run(pepper, input, arguments);

    assertThat(refused.exitCode()).as(arguments).isEqualTo(1);
    assertThat(refused.output()).as(arguments).startsWith("pepper: ").contains(words);
    assertThat(refused.output().lines()).as(arguments).hasSize(1);
  }

  private static Script run(Pepper pepper, String input, String arguments) {
    List<String> words = new ArrayList<>(List.of("sh", "-c", "printf %s \"$0\" | \"$@\"", input));
    words.addAll(pepper.program(PROGRAM));
    words.addAll(List.of(arguments.split(" ")));
    return Script.run(Path.of("."), words);
  }
}
