package io.pepper.web.api.identity;

import io.pepper.definition.Fields;
import io.pepper.identity.User;
import io.pepper.identity.access.AllowedTags;
import io.pepper.identity.access.Role;
import io.pepper.identity.access.UserChange;
import io.pepper.web.api.JsonBodyReader;
import io.pepper.web.api.Refusal;
import io.pepper.web.api.Roles;
import io.pepper.web.change.AccountChanges;
import io.pepper.web.read.AccountReads;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** The users: who may log in, as what, and for which tags. */
@Path("/v1/users")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class UserResource {
  @Inject private AccountReads reads;
  @Inject private AccountChanges changes;

  @GET
  @RolesAllowed(Roles.ADMIN)
  public JsonObject list() {
    JsonArrayBuilder users = Json.createArrayBuilder();
    reads.users().forEach(user -> users.add(AccountDocument.user(user)));
    return Json.createObjectBuilder().add("users", users).build();
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.ADMIN)
  public Response create(JsonObject body) {
    Fields fields = new Fields(JsonBodyReader.needed(body));
    String name = fields.required("name", text -> text);
    String password = fields.required("password", text -> text);
    Role role = fields.required("role", Role::of);
    AllowedTags tags = AccountDocument.readTags(fields).orElse(AllowedTags.EVERY);
    fields.refuseOthers();
    User user = changes.createUser(name, password, role, tags);
    return Response.status(Response.Status.CREATED)
        .entity(AccountDocument.user(user).build())
        .build();
  }

  @GET
  @Path("{name}")
  @RolesAllowed(Roles.ADMIN)
  public JsonObject get(@PathParam("name") String name) {
    return AccountDocument.user(reads.user(name).orElseThrow(() -> unknown(name))).build();
  }

  @PATCH
  @Path("{name}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.ADMIN)
  public JsonObject change(@PathParam("name") String name, JsonObject body) {
    Fields fields = new Fields(JsonBodyReader.needed(body));
    Optional<Role> role =
        fields.text("role").map(text -> Fields.checked("role", () -> Role.of(text)));
    Optional<AllowedTags> tags = AccountDocument.readTags(fields);
    Optional<Boolean> disabled =
        fields.has("disabled") ? Optional.of(fields.flag("disabled", false)) : Optional.empty();
    fields.refuseOthers();
    User user =
        changes
            .changeUser(name, new UserChange(role, tags, disabled))
            .orElseThrow(() -> unknown(name));
    return AccountDocument.user(user).build();
  }

  @DELETE
  @Path("{name}")
  @RolesAllowed(Roles.ADMIN)
  public void delete(@PathParam("name") String name) {
    if (!changes.deleteUser(name)) {
      throw unknown(name);
    }
  }

  /**
   * Sets a password: everybody's own with the present one, which may be that of this very call, and
   * admins those of others.
   */
  @POST
  @Path("{name}/password")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.VIEWER)
  public void setPassword(
      @PathParam("name") String name,
      @HeaderParam("Authorization") String authorization,
      JsonObject body) {
    Fields fields = new Fields(JsonBodyReader.needed(body));
    String password = fields.required("password", text -> text);
    Optional<String> current = fields.text("currentPassword");
    fields.refuseOthers();
    if (reads.self().name().equals(name)) {
      boolean isProven =
          authorization != null && authorization.regionMatches(true, 0, "Basic ", 0, 6);
      if (current.isEmpty() && !isProven) {
        throw Refusal.of("currentPassword", "is needed");
      }
      changes.changeOwnPassword(current, password);
    } else if (!changes.setPassword(name, password)) {
      throw unknown(name);
    }
  }

  private static Refusal unknown(String name) {
    return Refusal.of(Response.Status.NOT_FOUND, "name", "there is no user '" + name + "'");
  }
}
