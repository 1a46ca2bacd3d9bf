package io.pepper.web.faces.config.editor;

import io.pepper.config.IniText;
import io.pepper.config.definition.FileContent;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.web.faces.PlainText;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** The text of a whole file, and where it means something else than it seems to. */
final class IniForm implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int MAX_WARNINGS = 50;

  private String text;
  private ArrayList<String> warnings = new ArrayList<>();
  private boolean isChecked;
  private boolean isAccepted;

  IniForm(String text) {
    this.text = text;
  }

  /**
   * Reads the text, and notes its places of that kind.
   *
   * @throws InvalidDefinitionException naming the line that is wrong
   */
  FileContent read() {
    isChecked = false;
    ArrayList<String> shown = warnings;
    warnings = new ArrayList<>();
    IniText.ParsedText parsed = IniText.read(text.replace("\r\n", "\n"), false);
    parsed.warnings().stream()
        .limit(MAX_WARNINGS)
        .forEach(each -> warnings.add(PlainText.of(each)));
    isChecked = warnings.isEmpty();
    // What was ticked was meant for the places that were shown.
    isAccepted = isAccepted && warnings.equals(shown);
    return parsed.content();
  }

  /**
   * Reads the text to save it.
   *
   * @throws InvalidDefinitionException naming the line that is wrong, or if there are such places
   *     that are not ticked
   */
  FileContent readToSave() {
    FileContent content = read();
    isChecked = false;
    if (!warnings.isEmpty() && !isAccepted) {
      throw new InvalidDefinitionException(
          "",
          "the text does not mean what it seems to, see above; change it, or tick that it is meant so");
    }
    return content;
  }

  /** Returns the places where the text means something else than it seems to. */
  List<String> getWarnings() {
    return warnings;
  }

  /** Returns whether the text was checked last, and has no such places. */
  boolean isChecked() {
    return isChecked;
  }

  String getText() {
    return text;
  }

  void setText(String text) {
    this.text = text == null ? "" : text;
  }

  boolean isAccepted() {
    return isAccepted;
  }

  void setAccepted(boolean accepted) {
    isAccepted = accepted;
  }
}
