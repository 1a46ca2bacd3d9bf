package io.pepper.web.api.config.form;

import io.pepper.config.definition.FileContent;
import io.pepper.web.api.Refusal;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Variant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A form in which a file is answered: by the parameter {@code format}, else by {@code Accept}. */
public enum FileForm {
  JSON(MediaType.APPLICATION_JSON_TYPE),
  INI(MediaType.TEXT_PLAIN_TYPE),
  /** Java's properties, which other frameworks read from an address. */
  PROPERTIES(MediaType.valueOf(FileForm.PROPERTIES_TYPE));

  /** The media type of Java's properties. */
  public static final String PROPERTIES_TYPE = "text/x-java-properties";

  private static final List<Variant> VARIANTS =
      Variant.mediaTypes(Arrays.stream(values()).map(form -> form.type).toArray(MediaType[]::new))
          .build();

  private final MediaType type;

  FileForm(MediaType type) {
    this.type = type;
  }

  /** Returns the type of an answer. */
  public MediaType type() {
    return this == JSON ? type : type.withCharset("utf-8");
  }

  /**
   * Returns the form that a caller wants.
   *
   * @param format null if it was not sent
   * @throws Refusal if there is no such form
   */
  public static FileForm wanted(String format, Request request) {
    return format == null ? accepted(request) : named(format);
  }

  /** Returns a content as Java's properties. */
  public static String properties(FileContent content) {
    return PropertiesText.of(content);
  }

  private static FileForm named(String format) {
    return Arrays.stream(values())
        .filter(form -> form.name().toLowerCase(Locale.ROOT).equals(format))
        .findFirst()
        .orElseThrow(() -> Refusal.of("format", "must be json, ini or properties"));
  }

  private static FileForm accepted(Request request) {
    Variant chosen = request.selectVariant(VARIANTS);
    if (chosen == null || chosen.getMediaType().isWildcardType()) {
      return JSON;
    }
    return Arrays.stream(values())
        .filter(form -> form.type.isCompatible(chosen.getMediaType()))
        .findFirst()
        .orElse(JSON);
  }
}
