package io.pepper.client.config;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The keys of a file as one revision has them. Immutable: whoever reads several keys of one object
 * reads them of one revision. Each method with a key throws {@link MissingKeyException} if it is
 * not there (unless it is given a value for that case), {@link WrongTypeException} if it is of
 * another type, and {@link HiddenSecretException} if it is a secret that this token may not see.
 */
public final class ConfigValues {
  private final String file;
  private final long revision;
  private final Map<String, TypedValue> entries;

  /**
   * @param file what messages call it, such as {@code shop/cart.conf}
   * @param revision of the domain; 0 if nothing is known
   */
  ConfigValues(String file, long revision, Map<String, TypedValue> entries) {
    this.file = file;
    this.revision = revision;
    this.entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  /** Returns the revision of the domain that these are of; at least 1. */
  public long revision() {
    return revision;
  }

  /** Returns the names of all keys, in the order of the server. */
  public Set<String> keys() {
    return entries.keySet();
  }

  public boolean has(String key) {
    return entries.containsKey(key);
  }

  /** Returns the type of a key as the file writes it, such as {@code time.Duration}. */
  public String type(String key) {
    return entry(key).type();
  }

  /** Returns the text of a key of any type, as the file has it. */
  public String getText(String key) {
    return shown(key).text();
  }

  /** Returns a {@code string}. */
  public String getString(String key) {
    return as(key, "string", String.class);
  }

  public String getString(String key, String other) {
    return has(key) ? getString(key) : other;
  }

  /** Returns the text of a {@code json}, which is not checked to be JSON. */
  public String getJson(String key) {
    return as(key, "json", String.class);
  }

  /** Returns an {@code int} or {@code int64} that fits 32 bits. */
  public int getInt(String key) {
    return Elements.convert(getLong(key), Integer.class, () -> named(key) + " is an int");
  }

  public int getInt(String key, int other) {
    return has(key) ? getInt(key) : other;
  }

  /** Returns an {@code int} or {@code int64}. */
  public long getLong(String key) {
    return as(key, "int", Long.class);
  }

  public long getLong(String key, long other) {
    return has(key) ? getLong(key) : other;
  }

  /** Returns a {@code float64}, or a whole number as one. */
  public double getDouble(String key) {
    return as(key, "float64", Number.class).doubleValue();
  }

  public double getDouble(String key, double other) {
    return has(key) ? getDouble(key) : other;
  }

  /** Returns a {@code bool}. */
  public boolean getBoolean(String key) {
    return as(key, "bool", Boolean.class);
  }

  public boolean getBoolean(String key, boolean other) {
    return has(key) ? getBoolean(key) : other;
  }

  /** Returns a {@code time.Duration}. */
  public Duration getDuration(String key) {
    return as(key, "time.Duration", Duration.class);
  }

  public Duration getDuration(String key, Duration other) {
    return has(key) ? getDuration(key) : other;
  }

  /**
   * Returns a list, such as a {@code []string}.
   *
   * @param element {@code String}, {@code Integer}, {@code Long}, {@code Double} or {@code Boolean}
   */
  public <E> List<E> getList(String key, Class<E> element) {
    List<?> list = as(key, "a list", List.class);
    return list.stream().map(each -> convert(key, each, element)).toList();
  }

  /**
   * Returns a set, such as a <code>map[string]struct{}</code>, in the order of its text.
   *
   * @param element {@code String}, {@code Integer} or {@code Long}
   */
  public <E> Set<E> getSet(String key, Class<E> element) {
    Set<E> converted = new LinkedHashSet<>();
    as(key, "a set", Set.class).forEach(each -> converted.add(convert(key, each, element)));
    return Collections.unmodifiableSet(converted);
  }

  /**
   * Returns a map, such as a {@code map[string]int}, in the order of its text.
   *
   * @param name {@code String}, {@code Integer} or {@code Long}
   * @param value {@code String}, {@code Integer}, {@code Long} or {@code Boolean}; {@code List} for
   *     a {@code map[string][]string}
   */
  public <K, V> Map<K, V> getMap(String key, Class<K> name, Class<V> value) {
    Map<K, V> converted = new LinkedHashMap<>();
    Map<?, ?> map = as(key, "a map", Map.class);
    map.forEach((each, its) -> converted.put(convert(key, each, name), convert(key, its, value)));
    return Collections.unmodifiableMap(converted);
  }

  /**
   * Returns all keys as Java's properties have them, with texts that converters of Java frameworks
   * take (docs/protocol.md, Files as properties). Secrets that are not shown are left out.
   */
  public Map<String, String> properties() {
    Map<String, String> all = new LinkedHashMap<>();
    entries.forEach((key, value) -> {
      if (!value.isHidden()) {
        all.putAll(value.properties(key));
      }
    });
    return Collections.unmodifiableMap(all);
  }

  Map<String, TypedValue> entries() {
    return entries;
  }

  /** Returns whether a program that has the other values need not hear of these. */
  boolean saysTheSameAs(ConfigValues other) {
    return entries.equals(other.entries);
  }

  private <T> T as(String key, String wanted, Class<T> type) {
    TypedValue entry = shown(key);
    Supplier<String> is = () -> named(key) + " is of type " + entry.type();
    Object value;
    try {
      value = entry.read();
    } catch (IllegalArgumentException e) {
      throw new WrongTypeException(
          is.get() + ", which this client cannot read: read it by getText, or use a newer client");
    }
    boolean isText = type == String.class;
    if (!type.isInstance(value) || (isText && !entry.type().equals(wanted))) {
      throw new WrongTypeException(
          "%s, not %s: read it by %s, or publish it with the type that is expected"
              .formatted(is.get(), wanted, Elements.reader(entry.type(), value)));
    }
    return type.cast(value);
  }

  private <E> E convert(String key, Object value, Class<E> type) {
    return Elements.convert(value, type, () -> named(key) + " is of type " + entry(key).type());
  }

  private TypedValue shown(String key) {
    TypedValue entry = entry(key);
    if (entry.isHidden()) {
      throw new HiddenSecretException(
          named(key)
              + " is a secret, which the server does not show to this token: use one of the scope config");
    }
    return entry;
  }

  private TypedValue entry(String key) {
    TypedValue entry = entries.get(key);
    if (entry == null) {
      throw new MissingKeyException(
          "%s is not there at revision %d: publish it, or give a value for that case"
              .formatted(named(key), revision));
    }
    return entry;
  }

  private String named(String key) {
    return "key '" + key + "' of " + file;
  }

  /** Returns the names and types of the keys; no values, which may be secret. */
  @Override
  public String toString() {
    return file + " at revision " + revision + " " + entries;
  }
}
