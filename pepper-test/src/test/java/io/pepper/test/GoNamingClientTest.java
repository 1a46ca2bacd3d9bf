package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The unmodified Go client of bilibili/discovery, in the version that goim pins and in its last
 * one, driven as goim's processes drive it: see {@code src/test/go/naming}. C1 to C10 at once.
 */
@ExtendWith(SharedPepper.class)
class GoNamingClientTest {
  private final Pepper pepper;

  GoNamingClientTest(Pepper pepper) {
    this.pepper = pepper;
  }

  @ParameterizedTest
  @CsvSource({"1.0.1, go.mod", "1.2.0, v1.2.0.mod"})
  void worksUnmodified(String version, String module) throws IOException {
    GoProgram.checkGo();
    String app = "naming-" + version;
    Path program = GoProgram.built("naming", module);

    Script run =
        Script.run(
            program.getParent(),
            List.of(program.toString(), "127.0.0.1:" + pepper.httpPort(), app));

    assertThat(run.exitCode()).as(run.output()).isZero();
    String x = app + ".x %s http://10.0.0.1:80,grpc://10.0.0.1:3109";
    String two = x.formatted("provider") + "; " + x.formatted("provider-2");
    assertThat(run.output().lines().filter(line -> line.matches("(one|both|gRPC|done).*")))
        .containsExactly(
            "one sees x: " + two,
            "both sees x: " + two,
            "both sees y: " + app + ".y provider-2 http://10.0.0.1:80,grpc://10.0.0.1:3109",
            "one sees the set: " + two,
            "both sees the set: " + two,
            "gRPC resolves 10.0.0.1:3109 10.0.0.1:3109",
            "done without an address: " + version.equals("1.0.1"),
            "one sees the cancel: " + x.formatted("provider-2"),
            "both sees the cancel: " + x.formatted("provider-2"),
            "done");
  }
}
