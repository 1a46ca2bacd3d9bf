package io.pepper.web.faces.config.editor;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.KeyName;
import io.pepper.config.definition.SectionName;
import io.pepper.config.edit.KeyChange;
import io.pepper.config.value.ValueType;
import io.pepper.definition.HiddenValues;
import io.pepper.definition.InvalidDefinitionException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The fields of a key: its type, its value in the form of that type, whether it is a secret. */
public final class KeyForm implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final List<String> TYPES =
      Arrays.stream(ValueType.values()).map(ValueType::text).toList();

  private final boolean isPresent;
  private final boolean wasSecret;
  private final ValueType before;

  /** The value as it was; not that of a secret. */
  private final String original;

  private ValueType shownType;
  private String type;
  private String value;
  private boolean isSecret;

  /**
   * @param present the key as it is; null for a new one
   */
  KeyForm(ConfigEntry present) {
    isPresent = present != null;
    wasSecret = isPresent && present.isSecret();
    before = isPresent ? present.type() : ValueType.STRING;
    original = isPresent && !wasSecret ? present.value() : "";
    shownType = before;
    type = before.text();
    value = ValueForm.shown(before, original);
    isSecret = wasSecret;
  }

  void chooseType() {
    String text = isUntouched() ? original : joined();
    shownType = type();
    value = ValueForm.shown(shownType, text);
    if (getField().equals(ValueForm.FLAG.name()) && !getFlags().contains(value)) {
      value = "true";
    }
  }

  /** Returns what is typed as the value of the type that is shown, as far as it is one. */
  private String joined() {
    try {
      return ValueForm.read(shownType, value);
    } catch (InvalidDefinitionException e) {
      return value;
    }
  }

  private boolean isUntouched() {
    return isPresent
        && !wasSecret
        && shownType == before
        && value
            .replace("\r\n", "\n")
            .equals(ValueForm.shown(before, original).replace("\r\n", "\n"));
  }

  private ValueType type() {
    return ValueType.of(type).orElse(ValueType.STRING);
  }

  /**
   * Returns the changes that make the key what the form says.
   *
   * @throws InvalidDefinitionException if the text is no value of the type
   */
  List<KeyChange> changes(SectionName section, KeyName key) {
    boolean isKept = wasSecret && isSecret && value.isEmpty() && type() == before;
    String text =
        isKept
            ? HiddenValues.MASK
            : isUntouched() && type() == before ? original : ValueForm.read(type(), value);
    List<KeyChange> changes = new ArrayList<>();
    if (isPresent && type() != before) {
      changes.add(KeyChange.delete(section, key));
    }
    changes.add(
        new KeyChange(section, key, Optional.of(type()), Optional.of(text), Optional.of(isSecret)));
    return changes;
  }

  public List<String> getTypes() {
    return TYPES;
  }

  /** Returns the kind of field for the value: the name of a {@link ValueForm}. */
  public String getField() {
    return ValueForm.of(shownType).name();
  }

  /**
   * Returns whether a browser's field for numbers takes the value; what it does not take, it would
   * silently lose.
   */
  public boolean isPlainNumber() {
    return value.isEmpty() || value.matches("-?\\d{1,19}");
  }

  /** Returns the texts that a switch can have: its own, and true and false. */
  public Set<String> getFlags() {
    Set<String> flags = new LinkedHashSet<>(List.of("true", "false"));
    if (before == ValueType.BOOL && !original.isEmpty()) {
      flags.add(original);
    }
    return flags;
  }

  public String getHint() {
    return ValueForm.hint(shownType);
  }

  /** Returns whether there is a secret, which an empty field leaves as it is. */
  public boolean isHidden() {
    return wasSecret;
  }

  public String getType() {
    return type;
  }

  public void setType(String type) {
    this.type = type == null ? "" : type;
  }

  public String getValue() {
    return value;
  }

  public void setValue(String value) {
    this.value = value == null ? "" : value;
  }

  public boolean isSecret() {
    return isSecret;
  }

  public void setSecret(boolean secret) {
    isSecret = secret;
  }
}
