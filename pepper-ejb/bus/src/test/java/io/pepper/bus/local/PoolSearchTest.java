package io.pepper.bus.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolSearchTest {
  private static final PoolAddress USUAL_PORT =
      new PoolAddress("127.0.0.1:9000", "", OptionalInt.empty(), false);

  @TempDir Path root;

  @Test
  void findsThePoolsOfTheConfiguration() throws IOException {
    write(
        "etc/php/8.2/fpm/pool.d/www.conf",
        """
        ; a comment with listen = /nowhere
        [www]
        user = www-data
        listen = /run/php/php8.2-fpm.sock
        pm.max_children = 5 ; few
        [jobs]
        user = $pool
        listen = /run/php/$pool.sock
        """);
    write("etc/php-fpm.d/ports.conf", "[a]\nlisten = 9001\n[b]\nlisten=10.0.0.5:9002\n");
    write("run/php/php8.2-fpm.sock", "");
    write("run/php/other.sock", "");

    assertThat(find())
        .containsExactly(
            new PoolAddress("unix:/run/php/php8.2-fpm.sock", "www-data", OptionalInt.of(5), true),
            new PoolAddress("unix:/run/php/jobs.sock", "jobs", OptionalInt.empty(), true),
            new PoolAddress("127.0.0.1:9001", "", OptionalInt.empty(), true),
            new PoolAddress("unix:/run/php/other.sock", "", OptionalInt.empty(), true),
            USUAL_PORT);
  }

  @Test
  void findsOpenSocketsAnywhere() throws IOException {
    write(
        "proc/net/unix",
        """
        Num       RefCount Protocol Flags    Type St Inode Path
        0000000000000000: 00000002 00000000 00010000 0001 01 12345 /srv/app/fpm.sock
        0000000000000000: 00000003 00000000 00000000 0001 03 12346 /srv/app/fpm-client.sock
        0000000000000000: 00000002 00000000 00010000 0001 01 12347 /run/mysqld/mysqld.sock
        0000000000000000: 00000002 00000000 00010000 0001 01 12348 @/tmp/php-abstract
        """);

    assertThat(find())
        .containsExactly(
            new PoolAddress("unix:/srv/app/fpm.sock", "", OptionalInt.empty(), true), USUAL_PORT);
  }

  @Test
  void findsNoMoreThanAPersonCanUse() throws IOException {
    write(
        "etc/php-fpm.d/many.conf",
        String.join(
            "\n",
            IntStream.range(0, 100)
                .mapToObj(n -> "[p" + n + "]\nlisten = " + (9100 + n))
                .toList()));

    assertThat(find()).hasSize(PoolSearch.MAX_POOLS);
  }

  private List<PoolAddress> find() {
    return new PoolSearch(root).find();
  }

  private void write(String path, String text) throws IOException {
    Files.createDirectories(root.resolve(path).getParent());
    Files.writeString(root.resolve(path), text);
  }
}
