package io.pepper.web.api.config;

import io.pepper.config.definition.DomainRevision;
import io.pepper.config.definition.GrayRule;
import io.pepper.config.edit.FileDifference;
import io.pepper.config.edit.FileDraft;
import io.pepper.config.edit.Published;
import io.pepper.config.snapshot.GrayRelease;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Locale;

/** Revisions, drafts and gray releases as JSON, with {@code ***} for secrets. */
final class VersionDocument {
  private VersionDocument() {}

  static JsonObjectBuilder revision(DomainRevision revision) {
    JsonObjectBuilder files = FileDocument.JSON.createObjectBuilder();
    revision
        .files()
        .forEach((file, state) -> files.add(file.path(), state.name().toLowerCase(Locale.ROOT)));
    return FileDocument.JSON
        .createObjectBuilder()
        .add("revision", revision.revision().version())
        .add("kind", revision.revision().kind().name().toLowerCase(Locale.ROOT))
        .add("author", revision.revision().author())
        .add("note", revision.revision().note())
        .add("at", revision.revision().at().toString())
        .add("files", files);
  }

  static JsonObjectBuilder draft(FileDraft draft) {
    return FileDocument.JSON
        .createObjectBuilder()
        .add("file", draft.file().path())
        .add("draft", draft.revision())
        .add("base", draft.base())
        .add("author", draft.author())
        .add("note", draft.note())
        .add("at", draft.at().toString());
  }

  static JsonObject draft(FileDraft draft, FileDifference difference) {
    JsonObjectBuilder json = draft(draft);
    draft.content().ifPresent(content -> json.add("sections", FileDocument.sections(content)));
    return json.add("diff", FileDocument.difference(difference)).build();
  }

  static JsonObjectBuilder gray(GrayRelease release) {
    JsonObjectBuilder json =
        FileDocument.JSON
            .createObjectBuilder()
            .add("revision", release.version())
            .add("author", release.author())
            .add("at", release.at().toString())
            .add("sections", FileDocument.sections(release.content()));
    switch (release.rule()) {
      case GrayRule.ListedNodes list -> {
        JsonArrayBuilder nodes = FileDocument.JSON.createArrayBuilder();
        list.nodes().stream().sorted().forEach(nodes::add);
        json.add("nodes", nodes);
      }
      case GrayRule.LabelledNodes wanted -> {
        JsonObjectBuilder labels = FileDocument.JSON.createObjectBuilder();
        wanted.labels().forEach(labels::add);
        json.add("labels", labels);
      }
      case GrayRule.ShareOfNodes share -> json.add("percent", share.percent());
    }
    return json;
  }

  static JsonObject published(Published done) {
    return FileDocument.JSON.createObjectBuilder().add("revision", done.version()).build();
  }
}
