package io.pepper.web.api.config.request;

import io.pepper.config.definition.GrayRule;
import io.pepper.config.edit.KeyChange;
import io.pepper.definition.Fields;
import io.pepper.definition.InvalidDefinitionException;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The body of a gray release.
 *
 * @param changes none to leave those that are released as they are, or if a draft has them
 * @param draft the revision of the draft that is released
 */
public record ReleaseBody(GrayRule rule, List<KeyChange> changes, OptionalLong draft, String note) {
  /**
   * @throws InvalidDefinitionException naming the field at fault
   */
  public static ReleaseBody read(JsonObject body) {
    Fields fields = new Fields(body);
    GrayRule rule = rule(fields);
    List<KeyChange> changes = fields.has("changes") ? EditBody.changes(fields) : List.of();
    OptionalLong draft =
        fields.has("draft")
            ? OptionalLong.of(fields.number("draft", 0, 1, Long.MAX_VALUE))
            : OptionalLong.empty();
    String note = fields.text("note").orElse("");
    fields.refuseOthers();
    if (draft.isPresent() && !changes.isEmpty()) {
      throw new InvalidDefinitionException(
          "draft", "cannot be there beside changes: send one of them");
    }
    return new ReleaseBody(rule, changes, draft, note);
  }

  private static GrayRule rule(Fields fields) {
    if (Stream.of("nodes", "labels", "percent").filter(fields::has).count() != 1) {
      throw new InvalidDefinitionException(
          "nodes", "or labels or percent is needed, and only one of them: who has the changes");
    }
    if (fields.has("nodes")) {
      return new GrayRule.ListedNodes(Set.copyOf(fields.texts("nodes")));
    }
    Optional<Fields> labels = fields.object("labels");
    return labels.isPresent()
        ? new GrayRule.LabelledNodes(labels.get().allTexts())
        : new GrayRule.ShareOfNodes((int) fields.number("percent", 0, 1, 100));
  }
}
