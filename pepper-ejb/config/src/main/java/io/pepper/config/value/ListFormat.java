package io.pepper.config.value;

import io.pepper.json.JsonWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * Lists, whose elements are separated by commas and not trimmed.
 *
 * @param element the format of each element
 * @param isEmptyTextAnElement whether the empty text is a list of one empty element, instead of an
 *     empty list
 */
record ListFormat(ValueFormat element, boolean isEmptyTextAnElement) implements ValueFormat {
  @Override
  public List<Object> parse(String text) {
    if (text.isEmpty() && !isEmptyTextAnElement) {
      return List.of();
    }
    List<Object> elements = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      elements.add(element.parse(part));
    }
    return Collections.unmodifiableList(elements);
  }

  @Override
  public void write(Object value, JsonWriter out) {
    out.raw('[');
    for (Iterator<?> each = ((List<?>) value).iterator(); each.hasNext(); ) {
      element.write(each.next(), out);
      out.comma(each);
    }
    out.raw(']');
  }

  @Override
  public String accepts() {
    return "a list, separated by commas without blanks, of: " + element.accepts();
  }
}
