package io.pepper.web.api.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.identity.AuditEntry;
import io.pepper.identity.AuditSearch;
import io.pepper.web.api.QueryParameters;
import io.pepper.web.api.Roles;
import io.pepper.web.read.AccountReads;
import io.pepper.web.read.AuditFormat;
import io.pepper.web.read.AuditParameters;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.util.List;

/** The audit trail: who changed what, and who logged in. */
@Path("/v1/audit")
@RequestScoped
public class AuditResource {
  @Inject private AccountReads reads;
  @Context private UriInfo uri;

  @GET
  @RolesAllowed(Roles.ADMIN)
  @Produces(MediaType.APPLICATION_JSON)
  public JsonObject list(@QueryParam("limit") @DefaultValue("50") String limit) {
    int most = (int) QueryParameters.number("limit", limit, 1, AuditSearch.MAX_LIMIT);
    List<AuditEntry> found = reads.audit(search(most));
    JsonArrayBuilder entries = Json.createArrayBuilder();
    found.forEach(entry -> entries.add(AuditFormat.json(entry)));
    JsonObjectBuilder json = Json.createObjectBuilder().add("entries", entries);
    if (found.size() == most) {
      json.add("cursor", found.getLast().id());
    }
    return json.build();
  }

  @GET
  @Path("export")
  @RolesAllowed(Roles.ADMIN)
  @Produces({"text/csv", "application/x-ndjson"})
  public Response export(
      @QueryParam("format") @DefaultValue("csv") String format,
      @QueryParam("limit") @DefaultValue("100000") String limit) {
    AuditFormat as = AuditFormat.of(format);
    int most = (int) QueryParameters.number("limit", limit, 1, AuditFormat.MAX_ENTRIES);
    AuditSearch search = search(AuditSearch.MAX_LIMIT);
    StreamingOutput body =
        out ->
            reads.exportAudit(
                search, as, most, new BufferedWriter(new OutputStreamWriter(out, UTF_8)));
    return Response.ok(body)
        .type(as.mediaType() + ";charset=UTF-8")
        .header("Content-Disposition", "attachment; filename=\"" + as.fileName() + "\"")
        .build();
  }

  private AuditSearch search(int limit) {
    return AuditParameters.read(uri.getQueryParameters()::getFirst, limit);
  }
}
