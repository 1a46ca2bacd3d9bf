package io.pepper.client.config;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The conversion of numbers and of the elements of lists, sets and maps. */
final class Elements {
  private Elements() {}

  /**
   * Returns a value as an object of a class.
   *
   * @param what begins the message of an error
   * @throws WrongTypeException if it is of another type, or too large
   */
  static <T> T convert(Object value, Class<T> type, Supplier<String> what) {
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    if (type == Integer.class && value instanceof Long number) {
      if (number.intValue() == number) {
        return type.cast(number.intValue());
      }
      throw new WrongTypeException(
          "%s with %d, which does not fit 32 bits: read it as a long"
              .formatted(what.get(), number));
    }
    throw new WrongTypeException(
        "%s, whose elements are no %s: ask for %s"
            .formatted(what.get(), type.getSimpleName(), className(value)));
  }

  private static String className(Object value) {
    return value instanceof List<?> ? "List" : value.getClass().getSimpleName();
  }

  /** Returns the method that reads values of a type. */
  static String reader(String type, Object value) {
    return switch (value) {
      case Long number -> "getLong";
      case Double number -> "getDouble";
      case Boolean flag -> "getBoolean";
      case List<?> list -> "getList";
      case Set<?> set -> "getSet";
      case Map<?, ?> map -> "getMap";
      case String text -> type.equals("json") ? "getJson" : "getString";
      default -> "getDuration";
    };
  }
}
