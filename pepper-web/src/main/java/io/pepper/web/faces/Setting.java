package io.pepper.web.faces;

/** One setting of a job, as the page reads it. */
public final class Setting {
  private final String label;
  private final String value;

  public Setting(String label, String value) {
    this.label = label;
    this.value = PlainText.of(value);
  }

  public String getLabel() {
    return label;
  }

  public String getValue() {
    return value;
  }
}
