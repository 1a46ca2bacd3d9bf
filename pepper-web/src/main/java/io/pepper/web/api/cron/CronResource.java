package io.pepper.web.api.cron;

import io.pepper.cron.definition.JobName;
import io.pepper.web.api.JsonBodyReader;
import io.pepper.web.api.QueryParameters;
import io.pepper.web.api.Roles;
import io.pepper.web.change.CronChanges;
import io.pepper.web.read.CronReads;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;

/** Cron as a whole: how it is, pausing it for maintenance, trying out documents. */
@Path("/v1/cron")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class CronResource {
  private static final JobName UNNAMED = new JobName("_unnamed");

  @Inject private CronReads jobs;
  @Inject private CronChanges changes;
  @Inject private Clock clock;

  @GET
  @RolesAllowed(Roles.VIEWER)
  public JsonObject get() {
    return CronDocument.overview(jobs.overview()).build();
  }

  @POST
  @Path("pause")
  @RolesAllowed(Roles.ADMIN)
  public JsonObject pause() {
    changes.pauseAll();
    return paused(true);
  }

  @POST
  @Path("resume")
  @RolesAllowed(Roles.ADMIN)
  public JsonObject resume() {
    changes.resumeAll();
    return paused(false);
  }

  /**
   * Returns the overview with a state that was just changed: this node's own may be a moment
   * behind.
   */
  private JsonObject paused(boolean paused) {
    return CronDocument.overview(jobs.overview()).add("paused", paused).build();
  }

  @POST
  @Path("preview")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  public JsonObject preview(JsonObject document) {
    JsonObject needed = JsonBodyReader.needed(document);
    JobName name =
        needed.get("name") instanceof JsonString text
            ? QueryParameters.optional("name", text.getString(), JobName::new).orElseThrow()
            : UNNAMED;
    return CronDocument.nextFires(jobs.read(name, needed), clock.instant());
  }
}
