package io.pepper.gob;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The same one word for a value that the Go program {@code values} prints. */
final class Description {
  private static final HexFormat HEX = HexFormat.of();

  private Description() {}

  static String of(GobValue value) {
    return switch (value) {
      case GobBool bool -> Boolean.toString(bool.value());
      case GobInt number -> "i" + number.value();
      case GobUint number -> "u" + Long.toUnsignedString(number.value());
      case GobFloat number -> "f" + bits(number.value());
      case GobComplex number -> "c" + bits(number.real()) + "," + bits(number.imaginary());
      case GobString text -> "s" + HEX.formatHex(text.value().getBytes(UTF_8));
      case GobBytes bytes -> "b" + HEX.formatHex(bytes.bytes());
      case GobOpaque bytes -> "o" + HEX.formatHex(bytes.bytes());
      case GobList list -> list.elements().stream().map(Description::of).collect(in("[", "]"));
      case GobMap map ->
          map.entries().stream()
              .map(each -> of(each.key()) + ":" + of(each.value()))
              .sorted()
              .collect(in("{", "}"));
      case GobInterface any -> any.isNil() ? "nil" : "<" + any.name() + ">" + of(any.value());
      case GobStruct struct -> fields(struct).sorted().collect(in("(", ")"));
    };
  }

  private static java.util.stream.Collector<CharSequence, ?, String> in(String open, String close) {
    return Collectors.joining(" ", open, close);
  }

  private static String bits(double number) {
    return Long.toHexString(Double.doubleToRawLongBits(number));
  }

  private static Stream<String> fields(GobStruct struct) {
    return struct.fields().names().stream()
        .filter(name -> struct.find(name).filter(value -> !isZero(value)).isPresent())
        .map(name -> name + "=" + of(struct.find(name).orElseThrow()));
  }

  private static boolean isZero(GobValue value) {
    return switch (value) {
      case GobBool bool -> !bool.value();
      case GobInt number -> number.value() == 0;
      case GobUint number -> number.value() == 0;
      case GobFloat number -> number.value() == 0;
      case GobComplex number -> number.real() == 0 && number.imaginary() == 0;
      case GobString text -> text.value().isEmpty();
      case GobBytes bytes -> bytes.length() == 0;
      case GobList list -> list.elements().isEmpty();
      case GobInterface any -> any.isNil();
      case GobOpaque bytes -> false;
      case GobMap map -> false;
      case GobStruct struct -> false;
    };
  }
}
