package io.pepper.web.api.config;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;
import io.pepper.config.edit.FileDifference;
import io.pepper.config.edit.FileEdit;
import io.pepper.config.edit.FileLimits;
import io.pepper.config.edit.Published;
import io.pepper.settings.Settings;
import io.pepper.web.api.JsonBodyReader;
import io.pepper.web.api.Roles;
import io.pepper.web.api.config.request.ConfigArchive;
import io.pepper.web.api.config.request.TextBody;
import io.pepper.web.change.ConfigChanges;
import io.pepper.web.read.ConfigReads;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The import of a zip archive of ini files, whatever type the body is said to have. */
@Path("/v1/config/domains/{domain}/import")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ConfigImportResource {
  @Inject private ConfigChanges changes;
  @Inject private ConfigReads reads;
  @Inject private Settings settings;

  @PathParam("domain")
  private DomainName domain;

  /**
   * Publishes the files of an archive.
   *
   * @param prune whether files that are not in it are deleted; they stay otherwise
   * @param dryRun whether it is only said what would change
   */
  @PUT
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed(Roles.OPERATOR)
  public JsonObject put(
      @QueryParam("dryRun") String dryRun,
      @QueryParam("prune") String prune,
      @QueryParam("note") String note,
      InputStream body)
      throws IOException {
    changes.checkPublishing(domain);
    Map<FileName, FileContent> files = ConfigArchive.read(JsonBodyReader.read(body, settings));
    List<FileEdit> edits = new ArrayList<>();
    if (TextBody.flag("prune", prune)) {
      // First, so that the domain has room for others.
      reads
          .find(domain)
          .ifPresent(there ->
              there.files().keySet().stream()
                  .filter(file -> !files.containsKey(file))
                  .forEach(file -> edits.add(new FileEdit.DeleteFile(file))));
    }
    files.forEach((file, content) -> edits.add(new FileEdit.ReplaceContent(file, content)));
    return TextBody.flag("dryRun", dryRun)
        ? plan(changes.previewPublish(domain, edits))
        : publish(edits, TextBody.note(note));
  }

  /** Publishes in as few steps as there can be; more files than one step takes are several. */
  private JsonObject publish(List<FileEdit> edits, String note) {
    Set<FileName> changed = new TreeSet<>();
    JsonArrayBuilder revisions = FileDocument.JSON.createArrayBuilder();
    long revision = 0;
    changes.previewPublish(domain, edits);
    for (int from = 0; from < edits.size(); from += FileLimits.MAX_EDITS) {
      int to = Math.min(edits.size(), from + FileLimits.MAX_EDITS);
      Published done = changes.publish(domain, edits.subList(from, to), Map.of(), note);
      changed.addAll(done.changed());
      revision = done.version();
      revisions.add(revision);
    }
    JsonArrayBuilder names = FileDocument.JSON.createArrayBuilder();
    changed.forEach(file -> names.add(file.path()));
    return FileDocument.JSON
        .createObjectBuilder()
        .add("revision", revision)
        .add("revisions", revisions)
        .add("changed", names)
        .build();
  }

  private static JsonObject plan(List<FileDifference> differences) {
    JsonArrayBuilder files = FileDocument.JSON.createArrayBuilder();
    differences.forEach(file -> files.add(FileDocument.difference(file)));
    return FileDocument.JSON.createObjectBuilder().add("dryRun", true).add("files", files).build();
  }
}
