package io.pepper.web.api.cron;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.cron.crontab.ImportRequest;
import io.pepper.settings.Settings;
import io.pepper.web.api.JsonBodyReader;
import io.pepper.web.api.Refusal;
import io.pepper.web.api.Roles;
import io.pepper.web.change.CronChanges;
import io.pepper.web.read.CronReads;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Clock;

/**
 * The import of crontabs: what their lines come to, and creating the jobs. They run commands, so it
 * is for admins.
 */
@Path("/v1/cron/import")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class CronImportResource {
  @Inject private CronReads crontabs;
  @Inject private CronChanges changes;
  @Inject private Settings settings;
  @Inject private Clock clock;

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.ADMIN)
  public Response fromJson(JsonObject body) {
    ImportBody read = ImportBody.read(JsonBodyReader.needed(body));
    return answer(read.request(), read.create());
  }

  /**
   * Imports a crontab that is itself the body, as {@code crontab -l | curl --data-binary @-} sends
   * it.
   */
  @POST
  @Consumes(MediaType.TEXT_PLAIN)
  @RolesAllowed(Roles.ADMIN)
  public Response fromText(
      InputStream body,
      @QueryParam("form") String form,
      @QueryParam("zone") String zone,
      @QueryParam("user") String user,
      @QueryParam("create") @DefaultValue("false") String create)
      throws IOException {
    if (!create.equals("true") && !create.equals("false")) {
      throw Refusal.of("create", "must be true or false, not '" + create + "'");
    }
    JsonObjectBuilder json =
        Json.createObjectBuilder().add("text", text(JsonBodyReader.read(body, settings)));
    add(json, "form", form);
    add(json, "zone", zone);
    add(json, "user", user);
    return answer(ImportBody.read(json.build()).request(), create.equals("true"));
  }

  private Response answer(ImportRequest request, boolean create) {
    return create
        ? Response.status(Response.Status.CREATED)
            .entity(ImportDocument.of(changes.createFrom(request), true, clock.instant()))
            .build()
        : Response.ok(ImportDocument.of(crontabs.read(request), false, clock.instant())).build();
  }

  private static void add(JsonObjectBuilder json, String name, String value) {
    if (value != null) {
      json.add(name, value);
    }
  }

  private static String text(byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw Refusal.of("text", "the crontab is not UTF-8: convert it, as iconv does");
    }
  }
}
