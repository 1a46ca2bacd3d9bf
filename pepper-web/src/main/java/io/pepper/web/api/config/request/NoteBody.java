package io.pepper.web.api.config.request;

import io.pepper.definition.Fields;
import jakarta.json.JsonObject;
import java.util.OptionalLong;

/**
 * The body of a call that names a revision and says why.
 *
 * @param revision empty if it is not named
 * @param isForced whether it wins over what was published meanwhile
 */
public record NoteBody(OptionalLong revision, boolean isForced, String note) {
  /**
   * @param body null for none
   * @throws io.pepper.definition.InvalidDefinitionException naming the field at fault
   */
  public static NoteBody read(JsonObject body) {
    Fields fields = new Fields(body == null ? JsonObject.EMPTY_JSON_OBJECT : body);
    OptionalLong revision =
        fields.has("revision")
            ? OptionalLong.of(fields.number("revision", 0, 1, Long.MAX_VALUE))
            : OptionalLong.empty();
    boolean isForced = fields.flag("force", false);
    String note = fields.text("note").orElse("");
    fields.refuseOthers();
    return new NoteBody(revision, isForced, note);
  }
}
