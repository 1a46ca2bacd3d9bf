package io.pepper.discovery.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  @Test
  void noAddressIsPlainThatTheFullSyntaxRefuses() {
    Random random = new Random(7);
    String[] parts = {
      "http", "9p", "://", "@", ":", ".", "-", "0", "10", "256", "65536", "a", "Z", "/"
    };
    int plain = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder address = new StringBuilder(i % 2 == 0 ? "" : "grpc://");
      for (int length = random.nextInt(10); length > 0; length--) {
        address.append(parts[random.nextInt(parts.length)]);
      }
      if (PlainAddress.isOne(address.toString())) {
        plain++;
        assertThat(Address.checkedInFull(address.toString())).isEqualTo(address.toString());
      }
    }
    assertThat(plain).isGreaterThan(100);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://10.0.0.1:80",
        "grpc://10.0.0.1:9000",
        "grpc://10.0.0.1:9000?isSecure=false",
        "gorpc://172.16.0.1:8089",
        "http://10.0.0.1:80/?w=1,2",
        "https://user:secret@cart.shop.svc.cluster.local:443/path?q=a+b",
        "http://localhost",
        "http://my_service:8000",
        "http://bücher.example:80",
        "http://[fd00::7]:80/x",
        "http://[fe80::1%eth0]:80",
        "http://[::ffff:10.0.0.1]:80",
        "tcp@10.0.0.1:8972",
        "quic@host.example:1",
        "h2+tls.1://a:65535"
      })
  void takesWhatProvidersSay(String address) {
    assertThat(Address.checked(address)).isEqualTo(address);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          http://                   | it has no host
          http://:80                | it has no host
          http:///path              | it has no host
          http://10.0.0.1:99999     | '99999' is no port from 1 to 65535
          http://10.0.0.1:0         | '0' is no port
          http://10.0.0.1:          | '' is no port
          http://10.0.0.1:http      | 'http' is no port
          http://10.0.0.1:-1        | '-1' is no port
          http://10.0.0 .1:80       | it has a blank
          http://a b:80             | it has a blank
          http://10.0.0.256:80      | 10.0.0.256 is no IPv4 address
          http://10.0.1:80          | 10.0.1 is no IPv4 address
          http://fd00::7:80         | an IPv6 address must be in brackets
          http://::1                | an IPv6 address must be in brackets
          http://[fd00::7:80        | an IPv6 address must be in brackets
          http://[fd00:::7]:80      | is no IPv6 address
          http://[host]:80          | is no IPv6 address
          10.0.0.1:80               | it does not begin with a scheme
          ://10.0.0.1:80            | it does not begin with a scheme
          ["http://10.0.0.1:80"]    | it does not begin with a scheme
          http://10.0.0.1:80,x      | begin each address after a comma with a scheme
          http://a,b:80             | begin each address after a comma with a scheme
          http://a:80,b:90          | begin each address after a comma with a scheme
          http://{{host}}:80        | '{{host}}' is no host
          """)
  void refusesWhatIsNone(String address, String fault) {
    assertThatThrownBy(() -> Address.checked(address))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + address + "': ")
        .hasMessageContaining("such as grpc://10.0.0.7:9000")
        .hasMessageContaining(fault);
  }

  @Test
  void showsTheBeginningOfALongOne() {
    assertThatThrownBy(() -> Address.checked("http://" + "x ".repeat(5_000)))
        .hasMessageContaining("…")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
  }

  @Test
  void dividesOnlyWhereAnotherAddressBegins() {
    assertThat(Address.split("http://10.0.0.1:80/?w=1,2"))
        .containsExactly("http://10.0.0.1:80/?w=1,2");
    assertThat(Address.split("http://a:80/?w=1,2,grpc://b:90?x=3,4, tcp@c:1,udp@d:2"))
        .containsExactly("http://a:80/?w=1,2", "grpc://b:90?x=3,4", "tcp@c:1", "udp@d:2");
    assertThat(Address.split(",, http://a:80 , ,http://b:80,,"))
        .containsExactly("http://a:80", "http://b:80");
    assertThat(Address.split("http://a:80,b:80")).containsExactly("http://a:80,b:80");
    assertThat(Address.split("")).isEmpty();
    assertThat(Address.split(" , ,")).isEmpty();
  }

  /** A body may hold a mebibyte of anything. */
  @Test
  void takesNoLongerForMoreCommas() {
    assertTimeout(
        Duration.ofSeconds(5),
        () -> {
          assertThat(Address.split(",".repeat(1 << 20))).isEmpty();
          assertThat(Address.split("a://b,".repeat(1 << 17))).hasSize(1 << 17);
          assertThat(Address.split("a://b" + ", ".repeat(1 << 19))).isEqualTo(List.of("a://b"));
        });
  }
}
