package io.pepper.web.api.config;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;
import io.pepper.web.api.MayBeEmpty;
import io.pepper.web.api.Roles;
import io.pepper.web.api.config.request.NoteBody;
import io.pepper.web.change.ConfigDraftChanges;
import io.pepper.web.read.ConfigVersionReads;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;

/** The draft of a file, which PUT and PATCH of the file save with {@code draft=true}. */
@Path("/v1/config/domains/{domain}/files")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ConfigDraftResource {
  @Inject private ConfigVersionReads reads;
  @Inject private ConfigDraftChanges changes;

  @PathParam("domain")
  private DomainName domain;

  @GET
  @Path("{file: .+}/draft")
  @RolesAllowed(Roles.VIEWER)
  public JsonObject get(@PathParam("file") FileName file) {
    return VersionDocument.draft(reads.draft(domain, file), reads.draftDifference(domain, file));
  }

  @DELETE
  @Path("{file: .+}/draft")
  @RolesAllowed(Roles.OPERATOR)
  public void discard(@PathParam("file") FileName file) {
    changes.discard(domain, file);
  }

  @POST
  @Path("{file: .+}/draft/publish")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  public JsonObject publish(@PathParam("file") FileName file, @MayBeEmpty JsonObject body) {
    NoteBody read = NoteBody.read(body);
    return VersionDocument.published(
        changes.publish(domain, Map.of(file, read.revision()), read.isForced(), read.note()));
  }
}
