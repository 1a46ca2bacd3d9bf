package io.pepper.web.api.config;

import io.pepper.config.definition.RenewalStatus;
import io.pepper.web.api.Roles;
import io.pepper.web.change.ConfigChanges;
import io.pepper.web.read.ConfigReads;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The encryption of all secrets with the first key of the settings, by the node that is asked. */
@Path("/v1/config/secrets/rotation")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ConfigRotationResource {
  @Inject private ConfigChanges changes;
  @Inject private ConfigReads reads;

  /** Begins it, unless it is under way; answers 202. */
  @POST
  @RolesAllowed(Roles.ADMIN)
  public Response post() {
    return Response.accepted(document(changes.rotateSecrets())).build();
  }

  /** Returns how it gets on; {@code {}} if it was never begun since the start of the node. */
  @GET
  @RolesAllowed(Roles.ADMIN)
  public JsonObject get() {
    return reads
        .rotation()
        .map(ConfigRotationResource::document)
        .orElse(JsonObject.EMPTY_JSON_OBJECT);
  }

  private static JsonObject document(RenewalStatus status) {
    JsonObjectBuilder json =
        FileDocument.JSON.createObjectBuilder().add("started", status.started().toString());
    status.ended().ifPresent(ended -> json.add("ended", ended.toString()));
    json.add("renewed", status.renewed()).add("unreadable", status.unreadable());
    status.problem().ifPresent(problem -> json.add("problem", problem));
    return json.build();
  }
}
