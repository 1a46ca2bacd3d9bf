package io.pepper.connector.fastcgi.pool;

import static io.pepper.connector.fastcgi.pool.PhpJobs.PLENTY;
import static io.pepper.connector.fastcgi.pool.PhpJobs.post;
import static io.pepper.connector.fastcgi.pool.PhpJobs.text;
import static io.pepper.connector.fastcgi.pool.PhpJobs.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pepper.connector.fastcgi.FastCgiAddress;
import io.pepper.connector.fastcgi.FastCgiException;
import io.pepper.connector.fastcgi.FastCgiException.Reason;
import io.pepper.connector.fastcgi.wire.OldPhp;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Servers that answer otherwise than the php-fpm of the other tests. */
class ServerDialectTest {
  @Test
  void aPhpThatClosesAfterFcgiGetValuesIsAskedWithEmptyRequests() throws Exception {
    try (OldPhp php = new OldPhp();
        PooledFastCgiClient client = new PooledFastCgiClient()) {
      FastCgiAddress address = new FastCgiAddress("127.0.0.1:" + php.port());

      List<String> answers =
          together(
              3,
              () -> {
                String last = "";
                for (int i = 0; i < 5; i++) {
                  last = text(client.exchange(address, post(Path.of("/job.php"), ""), PLENTY));
                }
                return last;
              });

      assertThat(answers).containsOnly("ok");
      assertThat(php.scripts()).isEqualTo(15);
      assertThat(php.valuesAsked()).isEqualTo(2);
      assertThat(php.emptyRequests()).isPositive().isLessThan(15);
    }
  }

  @Test
  void aServerOfAnotherProtocolIsToldApart() throws Exception {
    try (ServerSocket http = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        PooledFastCgiClient client = new PooledFastCgiClient()) {
      Thread.ofVirtual().start(() -> answerALine(http));
      FastCgiAddress address = new FastCgiAddress("127.0.0.1:" + http.getLocalPort());

      FastCgiException failure =
          catchThrowableOfType(
              FastCgiException.class,
              () -> client.exchange(address, post(Path.of("/job.php"), ""), PLENTY));

      assertThat(failure.reason()).isEqualTo(Reason.FOREIGN);
      assertThat(failure).hasMessageContaining("FastCGI");
    }
  }

  /** As servers of line-based protocols do: nothing before the end of a line. */
  private static void answerALine(ServerSocket server) {
    try (Socket socket = server.accept()) {
      while (socket.getInputStream().read() != '\n') {}
      OutputStream out = socket.getOutputStream();
      out.write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
      out.flush();
      socket.getInputStream().read();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
