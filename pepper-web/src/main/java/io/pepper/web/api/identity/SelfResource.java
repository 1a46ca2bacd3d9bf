package io.pepper.web.api.identity;

import io.pepper.web.api.Roles;
import io.pepper.web.read.AccountReads;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The caller itself, and what it may do. */
@Path("/v1/me")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class SelfResource {
  @Inject private AccountReads reads;

  @GET
  @RolesAllowed(Roles.VIEWER)
  public JsonObject get() {
    return AccountDocument.self(reads.self()).build();
  }
}
