package io.pepper.web.api.identity;

import io.pepper.definition.Fields;
import io.pepper.identity.NewToken;
import io.pepper.identity.access.AllowedTags;
import io.pepper.identity.access.InvalidIdentityException;
import io.pepper.identity.access.TokenDraft;
import io.pepper.identity.access.TokenScope;
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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** The tokens, with which programs log in. */
@Path("/v1/tokens")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class TokenResource {
  @Inject private AccountReads reads;
  @Inject private AccountChanges changes;
  @Inject private Clock clock;

  @GET
  @RolesAllowed(Roles.ADMIN)
  public JsonObject list() {
    Instant now = clock.instant();
    JsonArrayBuilder tokens = Json.createArrayBuilder();
    reads.tokens().forEach(token -> tokens.add(AccountDocument.token(token, now)));
    return Json.createObjectBuilder().add("tokens", tokens).build();
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.ADMIN)
  public Response create(JsonObject body) {
    Fields fields = new Fields(JsonBodyReader.needed(body));
    String name = fields.required("name", text -> text);
    TokenScope scope = fields.required("scope", TokenScope::of);
    AllowedTags tags = AccountDocument.readTags(fields).orElse(AllowedTags.EVERY);
    Optional<Instant> expires = fields.text("expires").map(TokenResource::instant);
    fields.refuseOthers();
    NewToken made = changes.createToken(new TokenDraft(name, scope, tags, expires));
    return Response.status(Response.Status.CREATED)
        .entity(
            AccountDocument.token(made.token(), clock.instant())
                .add("token", made.secret())
                .build())
        .build();
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new InvalidIdentityException(
          "expires", "must be an instant such as 2030-01-31T00:00:00Z, not '" + text + "'");
    }
  }

  /** Revokes a token by its id, or else by its name. */
  @DELETE
  @Path("{id}")
  @RolesAllowed(Roles.ADMIN)
  public void revoke(@PathParam("id") String id) {
    if (!changes.revokeToken(id)) {
      throw Refusal.of(
          Response.Status.NOT_FOUND, "id", "there is no token with the id or name '" + id + "'");
    }
  }
}
