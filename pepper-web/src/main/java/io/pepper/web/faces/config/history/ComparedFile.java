package io.pepper.web.faces.config.history;

import io.pepper.config.edit.FileDifference;
import io.pepper.web.faces.PlainText;
import io.pepper.web.faces.config.DifferenceRow;
import java.util.List;

/** A file that differs between two versions, as the page reads it. */
public final class ComparedFile {
  private final FileDifference difference;

  ComparedFile(FileDifference difference) {
    this.difference = difference;
  }

  public String getName() {
    return PlainText.of(difference.file().path());
  }

  /** Returns what became of the whole file: new, deleted; empty if it was there all the time. */
  public String getState() {
    if (difference.existedBefore() == difference.existsAfter()) {
      return "";
    }
    return difference.existsAfter() ? "new" : "deleted";
  }

  public List<DifferenceRow> getRows() {
    return DifferenceRow.of(difference.keys());
  }
}
