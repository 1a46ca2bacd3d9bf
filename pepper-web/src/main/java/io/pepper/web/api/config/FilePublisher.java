package io.pepper.web.api.config;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;
import io.pepper.config.edit.FileDraft;
import io.pepper.config.edit.FileEdit;
import io.pepper.config.edit.Published;
import io.pepper.config.snapshot.DomainSnapshot;
import io.pepper.config.snapshot.PublishedFile;
import io.pepper.web.change.ConfigChanges;
import io.pepper.web.change.ConfigDraftChanges;
import io.pepper.web.read.ConfigReads;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The publish of one file, and the answer to it. */
@RequestScoped
class FilePublisher {
  @Inject private ConfigReads reads;
  @Inject private ConfigChanges changes;
  @Inject private ConfigDraftChanges drafts;

  /**
   * Publishes an edit.
   *
   * @param warnings shown in the answer, if there are any
   * @return the revision that the file is at now; for one that is deleted, the domain's
   */
  Response publish(
      DomainName domain,
      FileEdit edit,
      Map<FileName, Long> expected,
      String note,
      List<String> warnings) {
    boolean wasThere = find(domain, edit.file()).isPresent();
    Published done = changes.publish(domain, List.of(edit), expected, note);
    boolean isChanged = done.changed().contains(edit.file());
    long revision =
        isChanged
            ? done.version()
            : find(domain, edit.file()).map(PublishedFile::version).orElse(done.version());
    JsonObjectBuilder json = FileDocument.JSON.createObjectBuilder().add("revision", revision);
    return FileAnswer.published(revision, isChanged && !wasThere)
        .entity(withWarnings(json, warnings))
        .build();
  }

  /**
   * Keeps an edit as a draft.
   *
   * @param expected the revision that the draft must be at, 0 for none
   */
  Response draft(
      DomainName domain,
      FileEdit edit,
      Map<FileName, Long> expected,
      String note,
      List<String> warnings) {
    Long known = expected.get(edit.file());
    OptionalLong revision = known == null ? OptionalLong.empty() : OptionalLong.of(known);
    FileDraft saved = drafts.save(domain, edit, revision, note);
    return Response.ok(withWarnings(VersionDocument.draft(saved), warnings)).build();
  }

  private static JsonObject withWarnings(JsonObjectBuilder json, List<String> warnings) {
    if (!warnings.isEmpty()) {
      JsonArrayBuilder all = FileDocument.JSON.createArrayBuilder();
      warnings.forEach(all::add);
      json.add("warnings", all);
    }
    return json.build();
  }

  private Optional<PublishedFile> find(DomainName domain, FileName file) {
    Optional<DomainSnapshot> there = reads.find(domain);
    return there.flatMap(snapshot -> snapshot.find(file));
  }
}
