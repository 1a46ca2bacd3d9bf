package io.pepper.web.api.cron;

import io.pepper.cron.UnknownJobException;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.run.RunId;
import io.pepper.database.DatabaseUnavailableException;
import io.pepper.definition.Fields;
import io.pepper.web.api.JsonBodyReader;
import io.pepper.web.api.MayBeEmpty;
import io.pepper.web.api.Refusal;
import io.pepper.web.api.Roles;
import io.pepper.web.change.CronChanges;
import io.pepper.web.read.CronReads;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;

/** One cron job: its definition, what is to be expected of it, running and trying it. */
@Path("/v1/cron/jobs/{name}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class CronJobResource {
  @Inject private CronReads jobs;
  @Inject private CronChanges changes;
  @Inject private Clock clock;

  @PathParam("name")
  private JobName name;

  @GET
  @RolesAllowed(Roles.VIEWER)
  public JsonObject get() {
    CronJob job = jobs.get(name);
    JsonObjectBuilder json = CronDocument.expected(job, jobs.document(job), clock.instant());
    try {
      json.add("totals", CronDocument.totals(jobs.totals(name)));
    } catch (DatabaseUnavailableException e) {
      String warning = "totals are left out: the database cannot be reached now";
      json.add("warnings", Json.createArrayBuilder().add(warning));
    }
    return json.build();
  }

  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  public Response put(JsonObject document) {
    CronChanges.DefinedJob defined = changes.define(name, JsonBodyReader.needed(document));
    return Response.status(defined.isNew() ? Response.Status.CREATED : Response.Status.OK)
        .entity(document(defined.job()))
        .build();
  }

  @DELETE
  @RolesAllowed(Roles.OPERATOR)
  public void delete(@QueryParam("history") @DefaultValue("false") String history) {
    if (!history.matches("true|false")) {
      throw Refusal.of("history", "must be true or false, not '" + history + "'");
    }
    boolean removed =
        history.equals("true") ? changes.removeWithHistory(name) : changes.remove(name);
    if (!removed) {
      throw new UnknownJobException(name);
    }
  }

  @POST
  @Path("pause")
  @RolesAllowed(Roles.OPERATOR)
  public JsonObject pause() {
    return document(changes.pause(name));
  }

  @POST
  @Path("resume")
  @RolesAllowed(Roles.OPERATOR)
  public JsonObject resume() {
    return document(changes.resume(name));
  }

  @POST
  @Path("run")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  public Response run(@MayBeEmpty JsonObject body) {
    Fields fields = new Fields(orEmpty(body));
    boolean force = fields.flag("force", false);
    fields.refuseOthers();
    JsonArrayBuilder ids = Json.createArrayBuilder();
    for (RunId id : changes.start(name, force)) {
      ids.add(id.value());
    }
    return Response.accepted(Json.createObjectBuilder().add("runs", ids).build()).build();
  }

  @POST
  @Path("preview")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  public JsonObject preview(@MayBeEmpty JsonObject document) {
    JsonObject given = orEmpty(document);
    CronJob job = given.isEmpty() ? jobs.get(name) : jobs.read(name, given);
    return CronDocument.nextFires(job, clock.instant());
  }

  @POST
  @Path("test")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  public JsonObject test(@MayBeEmpty JsonObject document) {
    JsonObject given = orEmpty(document);
    return RunDocument.write(given.isEmpty() ? changes.test(name) : changes.test(name, given));
  }

  private JsonObject document(CronJob job) {
    return CronDocument.expected(job, jobs.document(job), clock.instant()).build();
  }

  private static JsonObject orEmpty(JsonObject body) {
    return body == null ? JsonObject.EMPTY_JSON_OBJECT : body;
  }
}
