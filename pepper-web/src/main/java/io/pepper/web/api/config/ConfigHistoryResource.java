package io.pepper.web.api.config;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.DomainRevision;
import io.pepper.config.definition.FileName;
import io.pepper.web.api.JsonBodyReader;
import io.pepper.web.api.QueryParameters;
import io.pepper.web.api.Refusal;
import io.pepper.web.api.Roles;
import io.pepper.web.api.config.request.NoteBody;
import io.pepper.web.change.ConfigReleases;
import io.pepper.web.read.ConfigVersionReads;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The history of files, and the restore of any revision. */
@Path("/v1/config/domains/{domain}/files")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ConfigHistoryResource {
  @Inject private ConfigVersionReads reads;
  @Inject private ConfigReleases releases;

  @PathParam("domain")
  private DomainName domain;

  @GET
  @Path("{file: .+}/history")
  @RolesAllowed(Roles.VIEWER)
  public JsonObject history(
      @PathParam("file") FileName file,
      @QueryParam("before") String before,
      @QueryParam("limit") @DefaultValue("20") String limit) {
    int most = (int) QueryParameters.number("limit", limit, 1, 100);
    long below =
        before == null
            ? Long.MAX_VALUE
            : QueryParameters.number("before", before, 1, Long.MAX_VALUE);
    List<DomainRevision> page = reads.revisions(domain, file, below, most + 1);
    JsonArrayBuilder all = FileDocument.JSON.createArrayBuilder();
    page.stream().limit(most).forEach(each -> all.add(withDifference(file, each)));
    JsonObjectBuilder json = FileDocument.JSON.createObjectBuilder().add("revisions", all);
    if (page.size() > most) {
      json.add("before", page.get(most - 1).revision().version());
    }
    return json.build();
  }

  private JsonObjectBuilder withDifference(FileName file, DomainRevision revision) {
    JsonObjectBuilder json = VersionDocument.revision(revision);
    reads
        .difference(domain, file, revision.revision().version())
        .ifPresent(diff -> json.add("diff", FileDocument.difference(diff)));
    return json;
  }

  @POST
  @Path("{file: .+}/restore")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  public JsonObject restore(@PathParam("file") FileName file, JsonObject body) {
    NoteBody read = NoteBody.read(JsonBodyReader.needed(body));
    long revision =
        read.revision().orElseThrow(() -> Refusal.of("revision", "is needed: which to restore"));
    return VersionDocument.published(releases.restore(domain, file, revision, read.note()));
  }
}
