package io.pepper.web.api.config;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.DomainRevision;
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

/** The revisions of a whole domain, and its drafts. */
@Path("/v1/config/domains/{domain}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ConfigVersionResource {
  @Inject private ConfigVersionReads reads;
  @Inject private ConfigReleases releases;

  @PathParam("domain")
  private DomainName domain;

  @GET
  @Path("history")
  @RolesAllowed(Roles.VIEWER)
  public JsonObject history(
      @QueryParam("before") String before, @QueryParam("limit") @DefaultValue("100") String limit) {
    int most = (int) QueryParameters.number("limit", limit, 1, 999);
    long below =
        before == null
            ? Long.MAX_VALUE
            : QueryParameters.number("before", before, 1, Long.MAX_VALUE);
    List<DomainRevision> page = reads.revisions(domain, below, most + 1);
    JsonArrayBuilder all = FileDocument.JSON.createArrayBuilder();
    page.stream().limit(most).forEach(each -> all.add(VersionDocument.revision(each)));
    JsonObjectBuilder json = FileDocument.JSON.createObjectBuilder().add("revisions", all);
    if (page.size() > most) {
      json.add("before", page.get(most - 1).revision().version());
    }
    return json.build();
  }

  @POST
  @Path("restore")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  public JsonObject restore(JsonObject body) {
    NoteBody read = NoteBody.read(JsonBodyReader.needed(body));
    long revision =
        read.revision().orElseThrow(() -> Refusal.of("revision", "is needed: which to restore"));
    return VersionDocument.published(releases.restore(domain, revision, read.note()));
  }

  @GET
  @Path("drafts")
  @RolesAllowed(Roles.VIEWER)
  public JsonObject drafts() {
    JsonArrayBuilder all = FileDocument.JSON.createArrayBuilder();
    reads.drafts(domain).forEach(draft -> all.add(VersionDocument.draft(draft)));
    return FileDocument.JSON.createObjectBuilder().add("drafts", all).build();
  }
}
