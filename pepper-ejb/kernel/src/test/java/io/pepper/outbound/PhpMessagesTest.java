package io.pepper.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts are those that php-fpm 8.2 sent. */
class PhpMessagesTest {
  private static final String FATAL =
      "PHP Fatal error:  Uncaught Exception: boom in /srv/x.php:1\nStack trace:\n#0 {main}\n"
          + "  thrown in /srv/x.php on line 1";

  @ParameterizedTest
  @ValueSource(
      strings = {
        FATAL,
        "PHP Parse error:  syntax error, unexpected token \";\" in /srv/x.php on line 1",
        "PHP Fatal error:  Allowed memory size of 134217728 bytes exhausted (tried to allocate"
            + " 209719296 bytes) in /srv/x.php on line 1",
        "PHP Recoverable fatal error:  no in /srv/x.php on line 12"
      })
  void findsTheErrorThatEndedTheScript(String message) {
    assertThat(PhpMessages.of("PHP message: " + message).fatal()).contains(message);
    assertThat(
            PhpMessages.of(
                    "PHP message: a; b; PHP message: " + message + "; PHP message: at shutdown")
                .fatal())
        .contains(message);
    assertThat(PhpMessages.of("PHP Notice:  x in y on line 1\n" + message).fatal())
        .contains(message);
  }

  @Test
  void findsItAlsoWhereTheTextIsCut() {
    assertThat(PhpMessages.of("PHP message: PHP Fatal error:  Uncaught Except...").fatal())
        .contains("PHP Fatal error:  Uncaught Except...");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "PHP message: caught: PHP Fatal error:  Uncaught Foo in /x.php on line 3",
        "PHP message: PHP Fatal error:  job 7 is still in use",
        "PHP message: PHP Warning:  Undefined variable $x in /srv/x.php on line 1",
        "PHP message: ParseError: syntax error in /srv/x.php:1\nStack trace:\n#0 {main}",
        "PHP message: first line\nPHP Fatal error:  quoted in a report on line 3"
      })
  void doesNotTakeForItWhatAScriptLogs(String stderr) {
    assertThat(PhpMessages.of(stderr).fatal()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PHP Warning:  PHP Request Startup: POST Content-Length of 9437189 bytes exceeds the limit"
            + " of 8388608 bytes in Unknown on line 0",
        "PHP Warning:  Unknown: POST Content-Length of 9437189 bytes exceeds the limit of 8388608"
            + " bytes in Unknown on line 0",
        "PHP Warning:  PHP Request Startup: Input variables exceeded 1000. To increase the limit"
            + " change max_input_vars in php.ini. in Unknown on line 0",
        "PHP Warning:  PHP Request Startup: POST data can't be buffered; all data discarded in"
            + " Unknown on line 0"
      })
  void findsThatTheFormWasRefused(String message) {
    assertThat(
            PhpMessages.of(
                    "PHP message: PHP Notice:  PHP Request Startup: file created in the system's"
                        + " temporary directory in Unknown on line 0; PHP message: "
                        + message)
                .refusedForm())
        .contains(message);
  }

  @Test
  void aFileOfTheSystemsFolderIsNoRefusal() {
    assertThat(
            PhpMessages.of(
                    "PHP message: PHP Notice:  PHP Request Startup: file created in the system's"
                        + " temporary directory in Unknown on line 0")
                .refusedForm())
        .isEmpty();
    assertThat(
            PhpMessages.of(
                    "PHP message: POST Content-Length of 9 bytes exceeds the limit in Unknown on"
                        + " line 0")
                .refusedForm())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PHP message: job 7 done; PHP message: PHP Warning:  PHP Request Startup: POST"
            + " Content-Length of 9 bytes exceeds the limit of 8 bytes in Unknown on line 0",
        "PHP message: PHP Warning:  upstream said: POST Content-Length of 9 bytes exceeds the limit"
            + " of 8 bytes in Unknown on line 0",
        "PHP message: PHP Warning:  parse_str(): Input variables exceeded 1000. To increase the..."
      })
  void whatAScriptLogsIsNoRefusal(String stderr) {
    assertThat(PhpMessages.of(stderr).refusedForm()).isEmpty();
  }

  @Test
  void showsTheFatalLineFirstAndKeepsTheRest() {
    String noise = "x".repeat(700);

    String shown =
        PhpMessages.of("PHP message: " + noise + "; PHP message: " + FATAL).worstFirst(8192);

    assertThat(shown).isEqualTo(FATAL + "; " + noise);
    assertThat(PhpMessages.of("PHP message: " + noise + "; PHP message: " + FATAL).worstFirst(100))
        .startsWith("PHP Fatal error:  Uncaught Exception: boom")
        .hasSize(101)
        .endsWith("…");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Primary script unknown",
        "Unable to open primary script: /srv/x.php (No such file or directory)",
        "Access to the script '/srv/x.txt' has been denied (see security.limit_extensions)"
      })
  void knowsThatThereIsNoScript(String stderr) {
    assertThat(PhpMessages.of(stderr).scriptMissing()).isTrue();
    assertThat(PhpMessages.of("PHP message: the log says: " + stderr).scriptMissing()).isFalse();
    assertThat(PhpMessages.of("PHP message: " + stderr).scriptMissing()).isFalse();
    assertThat(PhpMessages.of("PHP message: a; PHP message: " + stderr).scriptMissing()).isFalse();
  }
}
