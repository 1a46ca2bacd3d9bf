package io.pepper.web.api.config;

import io.pepper.config.definition.DomainName;
import io.pepper.config.snapshot.DomainSnapshot;
import io.pepper.web.api.Roles;
import io.pepper.web.api.config.request.ConfigArchive;
import io.pepper.web.read.ConfigReads;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** The export of a domain as a zip archive of ini files. */
@Path("/v1/config/domains/{domain}/export")
@RequestScoped
@Produces(ConfigArchive.MEDIA_TYPE)
public class ConfigExportResource {
  @Inject private ConfigReads reads;

  @PathParam("domain")
  private DomainName domain;

  @GET
  @RolesAllowed(Roles.VIEWER)
  public Response export() {
    DomainSnapshot there = reads.get(domain);
    return Response.ok(ConfigArchive.write(there))
        .tag(FileAnswer.tag(there.version()))
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"config.zip\"")
        .build();
  }
}
