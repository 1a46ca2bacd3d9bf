package io.pepper.gob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.fixtures.GoTool;
import io.pepper.gob.read.GobLimits;
import io.pepper.gob.write.GobMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Random values exchanged with Go's own package, in both directions, a stream at a time. */
class GoExchangeTest {
  private static final int COUNT = 500;

  private static Path program;

  private final long seed = new Random().nextInt(1_000_000);

  @BeforeAll
  static void build() {
    program = GoTool.build("values");
  }

  private static List<String> run(byte[] input, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    CompletableFuture<Void> written =
        CompletableFuture.runAsync(() -> {
          try (var in = process.getOutputStream()) {
            in.write(input);
          } catch (IOException e) {
            // A program that ended has said why.
          }
        });
    List<String> lines = process.inputReader(UTF_8).lines().toList();
    written.join();
    return lines;
  }

  @Test
  void readsWhatGoWrites() throws IOException {
    List<String> lines = run(new byte[0], "generate", Long.toString(seed), "" + COUNT);
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    lines.forEach(line -> stream.writeBytes(HexFormat.of().parseHex(line.split(" ", 2)[0])));

    List<GobValue> values = Streams.read(stream.toByteArray(), GobLimits.DEFAULT);

    assertThat(values).as("seed %d", seed).hasSize(COUNT);
    for (int i = 0; i < COUNT; i++) {
      assertThat(Description.of(values.get(i)))
          .as("seed %d, value %d", seed, i)
          .isEqualTo(lines.get(i).split(" ", 2)[1]);
    }
  }

  /** Leaves out the field that Go's type does not have. */
  private static String withoutUnknown(String description) {
    return description.replaceAll(" ?Unknown=\\[[^]]*]", "").replace("( ", "(");
  }

  @Test
  void writesWhatGoReads() throws IOException {
    RandomValues random = new RandomValues(seed);
    List<GobStruct> values = new ArrayList<>();
    List<GobMessage> messages = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      values.add(random.next());
      messages.add(random.schema.encode(random.type(), values.get(i)));
    }

    List<String> lines = run(Streams.write(messages), "describe");

    for (int i = 0; i < COUNT; i++) {
      assertThat(lines.get(i))
          .as("seed %d, value %d", seed, i)
          .isEqualTo(withoutUnknown(Description.of(values.get(i))));
    }
    assertThat(lines).hasSize(COUNT);
    assertThat(Streams.read(Streams.write(messages), GobLimits.DEFAULT))
        .as("our own reading, seed %d", seed)
        .extracting(Description::of)
        .containsExactlyElementsOf(values.stream().map(Description::of).toList());
  }
}
