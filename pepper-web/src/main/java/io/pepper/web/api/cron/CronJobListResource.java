package io.pepper.web.api.cron;

import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import io.pepper.web.api.JsonBodyReader;
import io.pepper.web.api.QueryParameters;
import io.pepper.web.api.Roles;
import io.pepper.web.change.CronJobImport;
import io.pepper.web.change.PlannedCronJob;
import io.pepper.web.read.CronReads;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The cron jobs that are defined, page by page: there may be very many. */
@Path("/v1/cron/jobs")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class CronJobListResource {
  @Inject private CronReads jobs;
  @Inject private CronJobImport imports;
  @Inject private Clock clock;

  @GET
  @RolesAllowed(Roles.VIEWER)
  public JsonObject list(
      @QueryParam("limit") @DefaultValue("1000") String limit, @QueryParam("after") String after) {
    int most = (int) QueryParameters.number("limit", limit, 1, 10_000);
    Optional<JobName> last = QueryParameters.optional("after", after, JobName::new);
    List<CronJob> page = jobs.page(last, most + 1);
    Instant now = clock.instant();
    JsonObjectBuilder all = Json.createObjectBuilder();
    page.stream()
        .limit(most)
        .forEach(
            job -> all.add(job.name().value(), CronDocument.listed(job, jobs.document(job), now)));
    JsonObjectBuilder json = Json.createObjectBuilder().add("jobs", all);
    if (page.size() > most) {
      json.add("after", page.get(most - 1).name().value());
    }
    return json.build();
  }

  /**
   * Imports jobs, all of them or none.
   *
   * @param dry whether it is only said what would happen to each
   */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  public JsonObject importAll(@QueryParam("dry") String dry, JsonObject body) {
    JsonObject document = JsonBodyReader.needed(body);
    JsonArrayBuilder all = Json.createArrayBuilder();
    for (PlannedCronJob job : "true".equals(dry) ? imports.plan(document) : imports.run(document)) {
      JsonObjectBuilder json =
          Json.createObjectBuilder().add("name", job.name()).add("change", job.change().text());
      if (!job.problem().isEmpty()) {
        json.add("problem", job.problem());
      }
      all.add(json);
    }
    return Json.createObjectBuilder().add("jobs", all).build();
  }
}
