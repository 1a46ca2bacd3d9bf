package io.pepper.gob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.gob.read.GobBudget;
import io.pepper.gob.read.GobLimits;
import io.pepper.gob.read.GobReader;
import io.pepper.gob.write.GobField;
import io.pepper.gob.write.GobMessage;
import io.pepper.gob.write.GobSchema;
import io.pepper.gob.write.GobStructType;
import io.pepper.gob.write.GobType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GobSchemaTest {
  private static final GobStructType POINT =
      GobStructType.of(
          "Point", new GobField("X", GobType.INT), new GobField("Any", GobType.INTERFACE));
  private static final GobSchema SCHEMA =
      new GobSchema(65, List.of(POINT), Map.of("int", GobType.INT, "point", POINT));

  @Test
  void namesWhatDoesNotFitItsType() {
    assertRefused("a value of kind GobString is no GobInt", POINT.value(new GobString("1"), null));
    assertRefused("is no struct Point", new GobInt(1));
    assertRefused(
        "the schema knows no type named text",
        POINT.value(null, new GobInterface("text", new GobString("a"))));
    GobFields other = new GobFields("Point", List.of("X", "Y"));
    assertRefused("type Point has no field Y", new GobStruct(other, new GobInt(1), new GobInt(2)));
    assertThatThrownBy(() -> SCHEMA.encode(GobType.INT, new GobInt(1)))
        .hasMessageContaining("has no values of type");
    assertThatThrownBy(() -> POINT.value(new GobInt(1)))
        .hasMessageContaining("has 2 fields, not 1");
    assertThatThrownBy(() -> new GobInterface("", new GobInt(1))).isInstanceOf(GobException.class);
  }

  private static void assertRefused(String reason, GobValue value) {
    assertThatThrownBy(() -> SCHEMA.encode(POINT, value))
        .isInstanceOf(GobException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void takesAStructOfTheSameNamesInAnotherOrder() {
    GobFields other = new GobFields("Elsewhere", List.of("Any", "X"));
    GobStruct value = new GobStruct(other, new GobInterface("int", new GobInt(0)), new GobInt(7));

    GobStruct read = (GobStruct) Streams.read(Streams.hex(SCHEMA.encode(POINT, value))).getFirst();

    assertThat(read.integer("X")).isEqualTo(7);
    assertThat(read.find("Any")).contains(new GobInterface("int", new GobInt(0)));
    assertThatThrownBy(() -> read.text("X")).hasMessageContaining("has to be a GobString");
  }

  @Test
  void oneMessageServesManyStreamsAndSchemasShareOne() {
    GobType texts = GobType.slice("", GobType.STRING);
    GobMessage text =
        new GobSchema(80, List.of(texts), Map.of()).encode(texts, GobList.of(new GobString("a")));
    GobMessage point = SCHEMA.encode(POINT, POINT.value(new GobInt(1), null));

    for (List<GobMessage> stream : List.of(List.of(point, text, point), List.of(text, text))) {
      assertThat(Streams.read(Streams.write(stream), GobLimits.DEFAULT)).hasSize(stream.size());
    }
    GobMessage same = new GobSchema(65, List.of(texts), Map.of()).encode(texts, GobList.of());
    assertThatThrownBy(() -> Streams.write(List.of(point, same)))
        .isInstanceOf(GobException.class)
        .hasMessageContaining("use the same ids");
  }

  /** A waiting reader has given back what a large message needed. */
  @Test
  void memoryOfLargeMessagesIsSharedAndGivenBack() throws IOException {
    AtomicLong acquired = new AtomicLong();
    AtomicLong peak = new AtomicLong();
    GobMessage large =
        new GobSchema(65, List.of(GobType.STRING), Map.of())
            .encode(GobType.STRING, new GobString("a".repeat(100_000)));
    byte[] stream = Streams.write(List.of(large));

    try (GobReader reader =
        new GobReader(
            new ByteArrayInputStream(stream), GobLimits.DEFAULT, budget(acquired, peak, 1 << 20))) {
      assertThat(reader.read()).isPresent();
      assertThat(reader.valueBytes()).isEqualTo(stream.length);
      assertThat(acquired).hasValue(0);
      assertThat(peak).hasValueGreaterThan(90_000);
    }
    GobReader poor =
        new GobReader(
            new ByteArrayInputStream(stream), GobLimits.DEFAULT, budget(acquired, peak, 50_000));
    assertThatThrownBy(poor::read)
        .isInstanceOf(GobException.class)
        .hasMessageContaining("no memory left");
    poor.close();
    assertThat(acquired).hasValue(0);
  }

  /** A value of many parts takes more memory than its bytes, and is counted so. */
  @Test
  void memoryOfManyPartsIsShared() {
    AtomicLong acquired = new AtomicLong();
    GobType flags = GobType.slice("", GobType.BOOL);
    GobList many = new GobList(Collections.nCopies(10_000, new GobBool(true)));
    byte[] stream =
        Streams.write(List.of(new GobSchema(65, List.of(flags), Map.of()).encode(flags, many)));
    GobBudget budget = budget(acquired, new AtomicLong(), 200_000);

    GobReader reader = new GobReader(new ByteArrayInputStream(stream), GobLimits.DEFAULT, budget);
    assertThatThrownBy(reader::read)
        .isInstanceOf(GobException.class)
        .hasMessageContaining("so many parts");
    reader.close();
    assertThat(acquired).hasValue(0);
  }

  private static GobBudget budget(AtomicLong acquired, AtomicLong peak, long limit) {
    return new GobBudget() {
      @Override
      public boolean acquire(long bytes) {
        if (acquired.get() + bytes > limit) {
          return false;
        }
        peak.accumulateAndGet(acquired.addAndGet(bytes), Math::max);
        return true;
      }

      @Override
      public void release(long bytes) {
        acquired.addAndGet(-bytes);
      }
    };
  }
}
