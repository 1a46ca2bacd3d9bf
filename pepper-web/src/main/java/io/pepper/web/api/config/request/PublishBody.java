package io.pepper.web.api.config.request;

import io.pepper.config.definition.FileName;
import io.pepper.config.edit.FileEdit;
import io.pepper.definition.Fields;
import io.pepper.definition.InvalidDefinitionException;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The body of a publish of several files.
 *
 * @param expected the version that a file must be at, for those that say so
 */
public record PublishBody(List<FileEdit> edits, Map<FileName, Long> expected, String note) {
  /**
   * @throws InvalidDefinitionException naming the field at fault
   */
  public static PublishBody read(JsonObject body) {
    Fields fields = new Fields(body);
    String note = fields.text("note").orElse("");
    Fields files =
        fields
            .object("files")
            .orElseThrow(() ->
                new InvalidDefinitionException(
                    "files",
                    "is needed: an object with, for each file, changes, sections or null to delete it"));
    fields.refuseOthers();
    List<FileEdit> edits = new ArrayList<>();
    Map<FileName, Long> expected = new HashMap<>();
    Fields.checked("files", () -> read(files, edits, expected));
    return new PublishBody(edits, expected, note);
  }

  private static int read(Fields files, List<FileEdit> edits, Map<FileName, Long> expected) {
    for (String name : files.names()) {
      FileName file = Fields.checked(name, () -> new FileName(name));
      Optional<Fields> body = files.object(name);
      edits.add(Fields.checked(name, () -> EditBody.edit(file, body)));
      body.ifPresent(each -> Fields.checked(name, () -> readRevision(file, each, expected)));
    }
    if (edits.isEmpty()) {
      throw new IllegalArgumentException("must name one file at least");
    }
    return edits.size();
  }

  private static boolean readRevision(FileName file, Fields body, Map<FileName, Long> expected) {
    if (body.has("revision")) {
      expected.put(file, body.number("revision", 0, 0, Long.MAX_VALUE));
    }
    body.refuseOthers();
    return true;
  }
}
