package io.pepper.web.api.identity;

import io.pepper.identity.LoginSession;
import io.pepper.identity.access.Permission;
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
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** The sessions of people: everybody's own, and for admins those of all. */
@Path("/v1/sessions")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class SessionResource {
  @Inject private AccountReads reads;
  @Inject private AccountChanges changes;

  @GET
  @RolesAllowed(Roles.VIEWER)
  public JsonObject list(@QueryParam("user") String user) {
    List<LoginSession> all = isForAll() ? reads.sessions() : reads.ownSessions();
    JsonArrayBuilder sessions = Json.createArrayBuilder();
    all.stream()
        .filter(session -> user == null || session.user().equals(user))
        .forEach(
            session -> sessions.add(AccountDocument.session(session, reads.isPresent(session))));
    return Json.createObjectBuilder().add("sessions", sessions).build();
  }

  /** Ends all sessions of a user but the present one; the caller's own if none is named. */
  @DELETE
  @RolesAllowed(Roles.VIEWER)
  public JsonObject endAll(@QueryParam("user") String user) {
    boolean isOwn = user == null || user.equals(reads.self().name());
    int ended = isOwn ? changes.endOwnSessions() : changes.endSessions(user);
    return Json.createObjectBuilder().add("ended", ended).build();
  }

  @DELETE
  @Path("{id}")
  @RolesAllowed(Roles.VIEWER)
  public void end(@PathParam("id") String id) {
    boolean ended = isForAll() ? changes.endSession(id) : changes.endOwnSession(id);
    if (!ended) {
      throw Refusal.of(Response.Status.NOT_FOUND, "id", "there is no session '" + id + "'");
    }
  }

  private boolean isForAll() {
    return reads.self().may(Permission.END_SESSIONS);
  }
}
