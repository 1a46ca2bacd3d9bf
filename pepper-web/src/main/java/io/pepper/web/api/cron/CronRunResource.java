package io.pepper.web.api.cron;

import io.pepper.cron.definition.JobName;
import io.pepper.cron.run.Run;
import io.pepper.cron.run.RunId;
import io.pepper.cron.run.output.OutputPart;
import io.pepper.web.api.QueryParameters;
import io.pepper.web.api.Roles;
import io.pepper.web.change.CronChanges;
import io.pepper.web.read.CronReads;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** The runs of a cron job: what became of them, what they print, ending them. */
@Path("/v1/cron/jobs/{name}/runs")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class CronRunResource {
  private static final int MAX_BYTES = 256 << 10;

  /** The bytes by which a part may end before its limit, so that no character is split. */
  private static final int MAX_CHARACTER_BYTES = 4;

  @Inject private CronReads runs;
  @Inject private CronChanges changes;

  @PathParam("name")
  private JobName name;

  @GET
  @RolesAllowed(Roles.VIEWER)
  public JsonObject list(
      @QueryParam("limit") @DefaultValue("50") String limit, @QueryParam("before") String before) {
    int most = (int) QueryParameters.number("limit", limit, 1, 1000);
    Optional<RunId> last = QueryParameters.optional("before", before, RunId::new);
    return RunDocument.write(runs.latest(name, last, most));
  }

  @GET
  @Path("{id}")
  @RolesAllowed(Roles.VIEWER)
  public JsonObject get(@PathParam("id") RunId id) {
    return RunDocument.write(runs.run(name, id)).build();
  }

  @GET
  @Path("{id}/output")
  @RolesAllowed(Roles.VIEWER)
  public JsonObject output(
      @PathParam("id") RunId id, @QueryParam("from") @DefaultValue("0") String from) {
    long begin = QueryParameters.number("from", from, 0, Long.MAX_VALUE);
    Run run = runs.run(name, id);
    OutputPart part = runs.output(run, begin, MAX_BYTES);
    boolean isLast = part.next() - begin <= MAX_BYTES - MAX_CHARACTER_BYTES;
    return Json.createObjectBuilder()
        .add("text", part.text())
        .add("next", part.next())
        .add("ended", run.ended().isPresent() && isLast)
        .build();
  }

  @POST
  @Path("{id}/kill")
  @RolesAllowed(Roles.OPERATOR)
  public Response kill(@PathParam("id") RunId id) {
    changes.kill(name, id);
    return Response.accepted().build();
  }
}
