package io.pepper.gob;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.gob.write.GobField;
import io.pepper.gob.write.GobSchema;
import io.pepper.gob.write.GobStructType;
import io.pepper.gob.write.GobType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Streams that Go 1.26 wrote, each with what it holds. */
class GoldenVectorsTest {
  private static final GobFields S = new GobFields("S", List.of("A", "B", "C", "D"));
  private static final GobFields P = new GobFields("P", List.of("A", "B", "C", "E", "F"));
  private static final GobMap A_IS_1 =
      new GobMap(List.of(new GobEntry(new GobString("a"), new GobInt(1))));

  private final Map<String, String> vectors = vectors();

  private static Map<String, String> vectors() {
    try (InputStream file = GoldenVectorsTest.class.getResourceAsStream("vectors.txt")) {
      Map<String, String> all = new TreeMap<>();
      new String(file.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .forEach(line ->
              all.put(line.replaceFirst(" \\d+ [0-9a-f]+$", ""), line.replaceFirst(".* ", "")));
      return all;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static GobStruct s(GobValue... values) {
    return new GobStruct(S, values);
  }

  private static GobStruct withAny(String name, GobValue value) {
    return new GobStruct(P, null, null, null, new GobInterface(name, value), null);
  }

  private static GobStruct full() {
    GobMap map = new GobMap(List.of(new GobEntry(new GobString("k"), new GobString("v"))));
    return s(new GobInt(7), new GobString("x"), map, new GobInt(3_000_000_000L));
  }

  /** The value of each vector; the numbers are those that Go was given. */
  private static Map<String, List<GobValue>> values() {
    GobStruct empty = new GobStruct(P, null, null, null, null, null);
    GobMap noKeys = new GobMap(List.of());
    GobMap set =
        new GobMap(
            List.of(new GobEntry(new GobString("a"), new GobStruct(new GobFields("", List.of())))));
    GobMap strings = new GobMap(List.of(new GobEntry(new GobString("a"), new GobString("b"))));
    return Map.ofEntries(
        entry("S zero", List.of(s(null, null, null, null))),
        entry("S full", List.of(full())),
        entry("S zero+full", List.of(s(null, null, null, null), full())),
        entry("S empty map", List.of(s(null, null, noKeys, null))),
        entry("P zero", List.of(empty)),
        entry("P empties", List.of(new GobStruct(P, null, null, noKeys, null, null))),
        entry("P ptr to zero", List.of(empty)),
        entry("P iface map unregistered", List.of()),
        entry("P iface map registered", List.of(withAny("map[string]int", A_IS_1))),
        entry("P iface named map", List.of(withAny("main.MyMap", strings))),
        entry("P iface set", List.of(withAny("map[string]struct {}", set))),
        entry("P iface int", List.of(withAny("int", new GobInt(5)))),
        entry("P iface zero int", List.of(withAny("int", new GobInt(0)))),
        entry(
            "P iface nil elems",
            List.of(
                new GobStruct(
                    P,
                    null,
                    null,
                    null,
                    null,
                    GobList.of(GobInterface.NIL, new GobInterface("int", new GobInt(1)))))),
        entry("P iface dur", List.of(withAny("time.Duration", new GobInt(1_000_000_000)))),
        entry("top-level int", List.of(new GobInt(5))),
        entry("top-level zero int", List.of(new GobInt(0))),
        entry("top-level empty map", List.of(noKeys)),
        entry("top-level empty slice", List.of(GobList.of())),
        entry("array zero", List.of(GobList.of(new GobInt(0), new GobInt(0), new GobInt(0)))));
  }

  @Test
  void readsWhatGoWrote() {
    Map<String, List<GobValue>> expected = new TreeMap<>(values());

    expected.forEach((name, values) ->
        assertThat(vectors.get(name))
            .as(name)
            .satisfies(hex ->
                assertThat(name.contains("unregistered") ? List.of() : Streams.read(hex))
                    .isEqualTo(values)));
    assertThat(vectors).hasSize(expected.size() + 1).containsKey("W nested iface");
  }

  /** The definitions of the inner types lie inside of the outer interface's value. */
  @Test
  void readsInterfacesInsideOfInterfaces() {
    GobStruct outer = (GobStruct) Streams.read(vectors.get("W nested iface")).getFirst();

    List<GobValue> elements = ((GobList) ((GobInterface) outer.at(0)).value()).elements();
    assertThat(elements)
        .extracting(each -> ((GobStruct) each).find("V").orElseThrow())
        .extracting(each -> ((GobInterface) each).name())
        .containsExactly("map[string]int", "map[int]int");
    assertThat(((GobInterface) ((GobStruct) elements.get(0)).at(0)).value()).isEqualTo(A_IS_1);
    assertThat(outer.integer("Y")).isEqualTo(42);
  }

  @Test
  void writesTheBytesThatGoWrites() {
    GobStructType type =
        GobStructType.of(
            "S",
            new GobField("A", GobType.INT),
            new GobField("B", GobType.STRING),
            new GobField("C", GobType.map("map[string]string", GobType.STRING, GobType.STRING)),
            new GobField("D", GobType.INT));
    GobSchema schema = new GobSchema(64, List.of(type), Map.of());
    GobStruct zero = type.value(new GobInt(0), new GobString(""), null, new GobInt(0));

    assertThat(Streams.hex(schema.encode(type, zero))).isEqualTo(vectors.get("S zero"));
    assertThat(Streams.hex(schema.encode(type, full()))).isEqualTo(vectors.get("S full"));
    assertThat(Streams.hex(schema.encode(type, zero), schema.encode(type, full())))
        .isEqualTo(vectors.get("S zero+full"));
    GobStruct emptyMap = type.value(null, null, new GobMap(List.of()), null);
    assertThat(Streams.hex(schema.encode(type, emptyMap))).isEqualTo(vectors.get("S empty map"));
  }
}
