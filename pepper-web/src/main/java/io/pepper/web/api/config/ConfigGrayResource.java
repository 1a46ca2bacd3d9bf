package io.pepper.web.api.config;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;
import io.pepper.config.edit.Published;
import io.pepper.web.api.JsonBodyReader;
import io.pepper.web.api.MayBeEmpty;
import io.pepper.web.api.Roles;
import io.pepper.web.api.config.request.NoteBody;
import io.pepper.web.api.config.request.ReleaseBody;
import io.pepper.web.change.ConfigReleases;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/**
 * The gray release of a file: changes that only some nodes have, until they are for all or none.
 */
@Path("/v1/config/domains/{domain}/files")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ConfigGrayResource {
  @Inject private ConfigReleases releases;

  @PathParam("domain")
  private DomainName domain;

  @POST
  @Path("{file: .+}/gray")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  public JsonObject release(@PathParam("file") FileName file, JsonObject body) {
    ReleaseBody read = ReleaseBody.read(JsonBodyReader.needed(body));
    boolean isNew = read.draft().isPresent() || !read.changes().isEmpty();
    Published done =
        isNew
            ? releases.release(domain, file, read.rule(), read.changes(), read.draft(), read.note())
            : releases.changeRule(domain, file, read.rule(), read.note());
    return VersionDocument.published(done);
  }

  @POST
  @Path("{file: .+}/gray/promote")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  public JsonObject promote(@PathParam("file") FileName file, @MayBeEmpty JsonObject body) {
    return VersionDocument.published(releases.promote(domain, file, NoteBody.read(body).note()));
  }

  @POST
  @Path("{file: .+}/gray/abandon")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  public JsonObject abandon(@PathParam("file") FileName file, @MayBeEmpty JsonObject body) {
    return VersionDocument.published(releases.abandon(domain, file, NoteBody.read(body).note()));
  }
}
