package io.pepper.gob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.pepper.fixtures.GorpcSession;
import io.pepper.gob.read.GobLimits;
import io.pepper.gob.write.GobField;
import io.pepper.gob.write.GobSchema;
import io.pepper.gob.write.GobStructType;
import io.pepper.gob.write.GobType;
import java.io.EOFException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Streams that claim too much, or are damaged: they fail soon, and cost no memory. */
class HostileStreamTest {
  private static final GobLimits LIMITS = new GobLimits(1 << 16, 1 << 17, 20, 8, 1000, 5000);
  private static final long MAX_ALLOCATED = 1 << 20;

  /** The definition of type 65 as a slice of itself. */
  private static final String SLICE_OF_ITSELF = "0dff81020102ff820001ff820000";

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static void assertLimit(String limit, byte[] stream) {
    assertThat(cheapFailure(stream, LIMITS))
        .isInstanceOfSatisfying(
            GobLimitException.class, e -> assertThat(e.limit()).isEqualTo(limit))
        .hasMessageContaining("over the limit of");
  }

  /** Reads a stream that must fail before it has cost a mebibyte. */
  private static RuntimeException cheapFailure(byte[] stream, GobLimits limits) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      throw new AssertionError("was read: " + Streams.read(stream, limits).size() + " values");
    } catch (GobException | UncheckedIOException e) {
      long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
      assertThat(allocated).isLessThan(MAX_ALLOCATED);
      return e;
    }
  }

  private static void assertRefused(String reason, String hex) {
    assertThatThrownBy(() -> Streams.read(hex))
        .isInstanceOf(GobException.class)
        .hasMessageContaining(reason);
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  /** The length of a message and its bytes. */
  private static String message(String body) {
    int length = body.length() / 2;
    return (length < 128 ? "%02x" : "fe%04x").formatted(length) + body;
  }

  @Test
  void aMessageThatClaimsMoreThanTheLimitIsRefusedBeforeItComes() {
    assertLimit("message bytes", hex("fc7fffffff"));
    assertLimit("message bytes", hex("f8ffffffffffffffff"));
  }

  @Test
  void aMessageThatClaimsMoreThanItSendsCostsWhatItSends() {
    GobLimits large = LIMITS.withBytes(GobLimits.MAX_MESSAGE_BYTES);

    assertThat(cheapFailure(hex("fc0ffffff00400"), large))
        .isInstanceOf(UncheckedIOException.class)
        .hasCauseInstanceOf(EOFException.class);
  }

  @Test
  void definitionsOfAStreamAreLimitedTogether() {
    StringBuilder types = new StringBuilder();
    String name = "61".repeat(30_000);
    for (int id = 65; id < 71; id++) {
      types.append(
          message("ff%02x020101fe7530%s01ff%02x0001040000".formatted(2 * id - 1, name, 2 * id)));
    }
    assertLimit("definition bytes", hex(types.toString()));
  }

  @Test
  void messagesOfOneValueAreLimitedTogether() {
    GobLimits limits = new GobLimits(1 << 16, 100, 20, 8, 1000, 5000);
    String type = message(SLICE_OF_ITSELF.substring(2));
    assertThat(cheapFailure(hex(type + message("ff82" + "00".repeat(90))), limits))
        .hasMessage("value bytes: 107 is over the limit of 100");
  }

  @Test
  void valuesInsideEachOtherAreLimited() {
    assertLimit(
        "depth",
        hex(message(SLICE_OF_ITSELF.substring(2)) + message("ff8200" + "01".repeat(900) + "00")));
    assertLimit("depth", nestedInterfaces(1000));
  }

  private static byte[] nestedInterfaces(int depth) {
    GobStructType box = GobStructType.of("Box", new GobField("In", GobType.INTERFACE));
    GobSchema schema = new GobSchema(65, List.of(box), Map.of("b", box));
    GobStruct value = box.value(GobInterface.NIL);
    for (int i = 0; i < depth; i++) {
      value = box.value(new GobInterface("b", value));
    }
    return Streams.write(List.of(schema.encode(box, value)));
  }

  @Test
  void typesAreLimited() {
    StringBuilder types = new StringBuilder();
    for (int id = 65; id < 80; id++) {
      types.append(message("ff%02x020102ff%02x0001040000".formatted(2 * id - 1, 2 * id)));
    }
    assertLimit("types", hex(types.toString()));
  }

  @Test
  void collectionsAndFieldsAreLimited() {
    GobType ints = GobType.slice("", GobType.INT);
    GobList long1 =
        new GobList(IntStream.range(0, 1001).mapToObj(i -> (GobValue) new GobInt(i)).toList());
    assertLimit("elements", one(ints, long1));
    assertLimit(
        "elements",
        hex(message(SLICE_OF_ITSELF.substring(2)) + message("ff8200f87fffffffffffffff")));

    GobField[] fields =
        IntStream.range(0, 1001)
            .mapToObj(i -> new GobField("F" + i, GobType.INT))
            .toArray(GobField[]::new);
    GobStructType wide = GobStructType.of("Wide", fields);
    assertLimit("elements", one(wide, wide.value(new GobValue[1001])));
  }

  /** A few bytes for each of many structs with many fields would be gigabytes here. */
  @Test
  void placesThatNothingFillsAreLimited() {
    GobField[] fields =
        IntStream.range(0, 900)
            .mapToObj(i -> new GobField("F" + i, GobType.INT))
            .toArray(GobField[]::new);
    GobStructType wide = GobStructType.of("Wide", fields);
    GobValue empty = wide.value(new GobValue[900]);
    GobType many = GobType.slice("", wide);
    GobList all = new GobList(IntStream.range(0, 900).mapToObj(i -> empty).toList());
    assertLimit("parts", one(many, all));
  }

  private static byte[] one(GobType type, GobValue value) {
    GobSchema schema = new GobSchema(65, List.of(type), Map.of());
    return Streams.write(List.of(schema.encode(type, value)));
  }

  @Test
  void whatIsNoGobIsRefusedWithAReason() {
    assertRefused("type 70 was not defined", "03ff8c00");
    assertRefused("must begin with 0", "0304010a");
    assertRefused("are left after its value", "0504000a0000");
    assertRefused("ends inside of a value", "020400");
    assertRefused("a bool must be 0 or 1", "03020002");
    assertRefused("bytes are claimed", "040c007f61");
    assertRefused("is defined twice", SLICE_OF_ITSELF.repeat(2));
    assertRefused("is Go's own", "0c03020102ff820001ff820000");
    assertRefused("describes no type", "03ff8100");
    assertRefused("a number of", "020480");
    assertRefused("is no number", "81");
  }

  /** Each stream with some bytes changed, cut out or doubled: a value, or one of our exceptions. */
  @Test
  void damagedStreamsFailInOurWords() {
    long seed = new Random().nextInt(1_000_000);
    Random random = new Random(seed);
    List<byte[]> streams = streams(seed);
    int failed = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = damage(streams.get(random.nextInt(streams.size())), random);
      long before = THREADS.getCurrentThreadAllocatedBytes();
      try {
        Streams.read(damaged, LIMITS);
      } catch (GobException | UncheckedIOException e) {
        failed++;
      } catch (RuntimeException | Error e) {
        throw new AssertionError(
            "seed " + seed + ", stream " + HexFormat.of().formatHex(damaged), e);
      }
      assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
          .as("seed %d, round %d", seed, i)
          .isLessThan(16 * MAX_ALLOCATED);
    }
    assertThat(failed).isGreaterThan(5_000);
  }

  private static List<byte[]> streams(long seed) {
    List<byte[]> streams = new ArrayList<>();
    for (GorpcSession each :
        List.of(GorpcSession.WHOLE, GorpcSession.AGAIN, GorpcSession.REFUSED)) {
      streams.add(GorpcSession.joined(each.client()));
      streams.add(GorpcSession.joined(each.server()));
    }
    RandomValues random = new RandomValues(seed);
    streams.add(Streams.write(List.of(random.schema.encode(random.type(), random.next()))));
    return streams;
  }

  private static byte[] damage(byte[] stream, Random random) {
    byte[] damaged = stream.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(damaged.length);
      switch (random.nextInt(4)) {
        case 0 -> damaged[at] = (byte) random.nextInt();
        case 1 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> damaged = Arrays.copyOf(damaged, at + 1);
        default -> {
          int length = Math.min(random.nextInt(20), damaged.length - at);
          System.arraycopy(stream, 0, damaged, at, Math.min(length, stream.length));
        }
      }
    }
    return damaged;
  }
}
