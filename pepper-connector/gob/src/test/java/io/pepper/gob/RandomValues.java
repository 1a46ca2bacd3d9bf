package io.pepper.gob;

import io.pepper.gob.write.GobField;
import io.pepper.gob.write.GobSchema;
import io.pepper.gob.write.GobStructType;
import io.pepper.gob.write.GobType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Random values of the type {@code All} of the Go program {@code values}: often zero, nil or empty.
 * Fields are in another order there, one is missing here, and one is unknown there.
 */
final class RandomValues {
  private static final int MAX_DEPTH = 4;
  private static final double[] FLOATS = {0.5, -1e300, Double.MIN_VALUE, 17, -0.0};

  private final Random random;
  private final Map<String, GobType> types = new LinkedHashMap<>();
  private final Map<String, Supplier<GobValue>> makers = new LinkedHashMap<>();
  private final GobStructType inner =
      GobStructType.of(
          "Inner",
          new GobField("Any", GobType.INTERFACE),
          new GobField("Tags", GobType.slice("[]string", GobType.STRING)),
          new GobField("Unknown", GobType.slice("", GobType.map("", GobType.INT, GobType.BYTES))),
          new GobField("Name", GobType.STRING));
  private final GobStructType all;
  private final List<Supplier<GobValue>> fields = new ArrayList<>();
  private int depth;

  final GobSchema schema;

  RandomValues(long seed) {
    random = new Random(seed);
    addNamed();
    List<GobField> described = new ArrayList<>();
    add(described, "AnyMap", map(GobType.STRING, GobType.INTERFACE), maps(this::text, this::any));
    add(described, "Any", GobType.INTERFACE, this::any);
    add(described, "Anys", GobType.slice("", GobType.INTERFACE), lists(this::any));
    add(described, "Array", GobType.array("", GobType.INT, 3), () -> small(3));
    add(described, "Inner", inner, this::inner);
    add(described, "Inners", GobType.slice("", inner), lists(this::inner));
    add(described, "Bool", GobType.BOOL, this::bool);
    add(described, "Bytes", GobType.BYTES, this::bytes);
    add(described, "Complex", GobType.COMPLEX, this::complex);
    add(described, "Int", GobType.INT, this::number);
    add(described, "Uint", GobType.UINT, () -> new GobUint(random.nextLong()));
    add(described, "When", GobType.opaque("Time"), RandomValues::when);
    add(described, "Pointer", GobType.INT, this::number);
    GobType ints = GobType.slice("", GobType.INT);
    add(described, "Matrix", GobType.slice("", ints), lists(lists(this::number)));
    String[] names = {
      "TextText",
      "map[string]string",
      "TextInt",
      "map[string]int",
      "IntText",
      "map[int]string",
      "IntInt",
      "map[int]int",
      "TextBool",
      "map[string]bool",
      "IntBool",
      "map[int]bool",
      "TextSet",
      "map[string]struct {}",
      "IntSet",
      "map[int]struct {}",
      "TextTexts",
      "map[string][]string",
      "Strings",
      "[]string",
      "Ints",
      "[]int",
      "Int64s",
      "[]int64",
      "Floats",
      "[]float64",
      "Bools",
      "[]bool",
      "Float",
      "float64",
      "Text",
      "string",
      "Duration",
      "time.Duration"
    };
    for (int i = 0; i < names.length; i += 2) {
      add(described, names[i], types.get(names[i + 1]), makers.get(names[i + 1]));
    }
    all = GobStructType.of("All", described.toArray(GobField[]::new));
    schema = new GobSchema(1000, List.of(all), types);
  }

  private void addNamed() {
    GobType set = GobStructType.of("");
    Supplier<GobValue> present = () -> ((GobStructType) set).value();
    named("bool", GobType.BOOL, this::bool);
    named("int", GobType.INT, this::number);
    named("int64", GobType.INT, this::number);
    named("time.Duration", GobType.INT, this::number);
    named("float64", GobType.FLOAT, this::real);
    named("string", GobType.STRING, this::text);
    named("[]string", GobType.slice("", GobType.STRING), lists(this::text));
    named("[]int", GobType.slice("", GobType.INT), lists(this::number));
    named("[]int64", GobType.slice("", GobType.INT), lists(this::number));
    named("[]float64", GobType.slice("", GobType.FLOAT), lists(this::real));
    named("[]bool", GobType.slice("", GobType.BOOL), lists(this::bool));
    named("map[string]string", map(GobType.STRING, GobType.STRING), maps(this::text, this::text));
    named("map[string]int", map(GobType.STRING, GobType.INT), maps(this::text, this::number));
    named("map[int]string", map(GobType.INT, GobType.STRING), maps(this::number, this::text));
    named("map[int]int", map(GobType.INT, GobType.INT), maps(this::number, this::number));
    named("map[string]bool", map(GobType.STRING, GobType.BOOL), maps(this::text, this::bool));
    named("map[int]bool", map(GobType.INT, GobType.BOOL), maps(this::number, this::bool));
    named("map[string]struct {}", map(GobType.STRING, set), maps(this::text, present));
    named("map[int]struct {}", map(GobType.INT, set), maps(this::number, present));
    GobType texts = GobType.slice("", GobType.STRING);
    named("map[string][]string", map(GobType.STRING, texts), maps(this::text, lists(this::text)));
    named("test.Inner", inner, this::inner);
    named("test.Inners", GobType.slice("", inner), lists(this::inner));
    named("time.Time", GobType.opaque("Time"), RandomValues::when);
  }

  private void named(String name, GobType type, Supplier<GobValue> maker) {
    types.put(name, type);
    makers.put(name, maker);
  }

  private void add(List<GobField> to, String name, GobType type, Supplier<GobValue> maker) {
    to.add(new GobField(name, type));
    fields.add(maker);
  }

  private static GobType map(GobType key, GobType value) {
    return GobType.map("", key, value);
  }

  GobType type() {
    return all;
  }

  GobStruct next() {
    GobValue[] values = fields.stream().map(this::often).toArray(GobValue[]::new);
    values[3] = fields.get(3).get();
    values[4] = fields.get(4).get();
    return all.value(values);
  }

  private GobValue often(Supplier<GobValue> maker) {
    return random.nextInt(4) == 0 ? null : maker.get();
  }

  private GobValue any() {
    if (depth == MAX_DEPTH || random.nextInt(5) == 0) {
      return GobInterface.NIL;
    }
    String name = List.copyOf(makers.keySet()).get(random.nextInt(makers.size()));
    depth++;
    GobValue value = makers.get(name).get();
    depth--;
    return new GobInterface(name, value);
  }

  private GobValue inner() {
    return inner.value(
        often(this::any),
        often(lists(this::text)),
        often(lists(maps(this::number, this::bytes))),
        often(this::text));
  }

  private Supplier<GobValue> lists(Supplier<GobValue> elements) {
    return () -> list(elements, random.nextInt(4));
  }

  private GobValue small(int length) {
    return list(() -> new GobInt((short) random.nextInt()), length);
  }

  private static GobValue list(Supplier<GobValue> elements, int length) {
    List<GobValue> list = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      list.add(elements.get());
    }
    return new GobList(list);
  }

  private Supplier<GobValue> maps(Supplier<GobValue> keys, Supplier<GobValue> values) {
    return () -> {
      Map<GobValue, GobValue> map = new LinkedHashMap<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        map.put(keys.get(), values.get());
      }
      return new GobMap(
          map.entrySet().stream()
              .map(each -> new GobEntry(each.getKey(), each.getValue()))
              .toList());
    };
  }

  private GobValue bool() {
    return new GobBool(random.nextBoolean());
  }

  private GobValue number() {
    return new GobInt(random.nextLong() >> random.nextInt(64));
  }

  private GobValue real() {
    return new GobFloat(FLOATS[random.nextInt(FLOATS.length)]);
  }

  private GobValue complex() {
    return new GobComplex(FLOATS[random.nextInt(4)], FLOATS[random.nextInt(4)]);
  }

  private GobValue bytes() {
    byte[] bytes = new byte[random.nextInt(20)];
    random.nextBytes(bytes);
    return new GobBytes(bytes);
  }

  private GobValue text() {
    String[] parts = {"", "a", "Ü", "中", "\ud83d\ude00", "\u0000", "\"", "long".repeat(40)};
    return new GobString(parts[random.nextInt(8)] + parts[random.nextInt(8)]);
  }

  /** The fixed instant 2026-11-30T12:00:00Z as Go encodes it. */
  private static GobValue when() {
    return new GobOpaque(java.util.HexFormat.of().parseHex("010000000ee2a3e2c000000000ffff"));
  }
}
