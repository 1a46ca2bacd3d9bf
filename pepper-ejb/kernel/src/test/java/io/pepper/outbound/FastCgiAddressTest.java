package io.pepper.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pepper.connector.fastcgi.FastCgiAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FastCgiAddressTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "tcp://127.0.0.1:9000      | 'tcp://127.0.0.1:9000' begins with tcp://, which is no part of a FastCGI address: write 127.0.0.1:9000",
        "fcgi://php:9000/          | begins with fcgi://, which is no part of a FastCGI address: write php:9000",
        "fastcgi://unix:/run/x.sock | write unix:/run/x.sock",
        "file:///run/php/fpm.sock  | write unix:/run/php/fpm.sock",
        "http://127.0.0.1:8080/x   | write 127.0.0.1:8080; an HTTP server has type http, and a url",
        "tcp://php                 | write host:port, as in 127.0.0.1:9000, or unix:/path",
        "/run/php/php-fpm.sock     | is a path: write unix:/run/php/php-fpm.sock for a socket",
        "127.0.0.1                 | is not host:port",
        "127.0.0.1:9000/status     | is not host:port",
        "127.0.0.1 :9000           | is not host:port, [IPv6]:port or unix:/path",
        "::1:9000                  | is not host:port, [IPv6]:port or unix:/path",
        "fcgi:php:9000             | is not host:port, [IPv6]:port or unix:/path",
        "php:+9000                 | is not host:port, [IPv6]:port or unix:/path",
        "a,b:9000                  | is not host:port, [IPv6]:port or unix:/path",
        "php:70000                 | port 1 to 65535",
        "unix:run/x.sock           | needs an absolute path",
      })
  void refusesWhatCannotBeReachedAndShowsTheRightForm(String text, String problem) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FastCgiAddress.parse(text))
        .withMessageContaining(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:9000",
        "php_fpm-1.local:9000",
        "[::1]:9000",
        "[fe80::1%eth0]:9000",
        "bücher:9000",
        "unix:/run/php/php-fpm.sock",
        "unix:///run/php fpm.sock"
      })
  void takesWhatCanBe(String text) {
    assertThat(FastCgiAddress.parse(text).text()).isEqualTo(text);
  }
}
