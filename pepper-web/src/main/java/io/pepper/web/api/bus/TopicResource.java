package io.pepper.web.api.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.bus.Jobs;
import io.pepper.bus.Queues;
import io.pepper.bus.definition.QueueDocument;
import io.pepper.connector.fastcgi.FastCgiPool;
import io.pepper.definition.Fields;
import io.pepper.job.JobState;
import io.pepper.job.QueueName;
import io.pepper.job.TopicId;
import io.pepper.job.TopicName;
import io.pepper.store.JobCounts;
import io.pepper.web.api.JsonBodyReader;
import io.pepper.web.api.QueryParameters;
import io.pepper.web.api.Refusal;
import io.pepper.web.api.Roles;
import io.pepper.web.change.QueueChanges;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;

/** One topic: how it is, what it holds, pausing it, talking to its consumer. */
@Path("/v1/queues/{queue}/topics/{topic}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class TopicResource {
  @Inject private Queues queues;
  @Inject private Jobs jobs;
  @Inject private QueueChanges changes;

  @PathParam("queue")
  private QueueName queue;

  @PathParam("topic")
  private TopicName topic;

  @GET
  @RolesAllowed(Roles.VIEWER)
  public JsonObject get() {
    return Json.createObjectBuilder(QueueDocument.write(queues.get(id())))
        .add("counts", counts(jobs.counts(id())))
        .add("oldestReady", jobs.oldestReady(id()).toString())
        .addAll(children())
        .build();
  }

  private JsonObjectBuilder children() {
    JsonObjectBuilder about = Json.createObjectBuilder();
    jobs.pool(id()).ifPresent(pool -> about.add("fastcgi", children(pool)));
    return about;
  }

  private static JsonObjectBuilder children(FastCgiPool pool) {
    return Json.createObjectBuilder()
        .add("children", pool.children())
        .add("full", pool.full())
        .add("waiting", pool.waiting())
        .add("finishing", pool.finishing())
        .add("cutShort", pool.cutShort());
  }

  @GET
  @Path("jobs")
  @RolesAllowed(Roles.VIEWER)
  public JsonObject browse(
      @QueryParam("state") @DefaultValue("ready") JobState state,
      @QueryParam("limit") @DefaultValue("50") String limit,
      @QueryParam("cursor") String cursor) {
    int most = (int) QueryParameters.number("limit", limit, 1, 1000);
    try {
      return StoredJobDocument.write(jobs.browse(id(), state, Optional.ofNullable(cursor), most));
    } catch (IllegalArgumentException e) {
      throw Refusal.of("cursor", "is not one that a page of this list ended with");
    }
  }

  @POST
  @Path("pause")
  @RolesAllowed(Roles.OPERATOR)
  public JsonObject pause() {
    return QueueDocument.write(changes.pause(id()));
  }

  @POST
  @Path("resume")
  @RolesAllowed(Roles.OPERATOR)
  public JsonObject resume() {
    return QueueDocument.write(changes.resume(id()));
  }

  @POST
  @Path("ping")
  @RolesAllowed(Roles.OPERATOR)
  public JsonObject ping() {
    return ConsumerResponseDocument.write(jobs.ping(id()));
  }

  @POST
  @Path("test")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  public JsonObject test(JsonObject body) {
    Fields fields = new Fields(JsonBodyReader.needed(body));
    String payload = fields.text("payload").orElseThrow(() -> Refusal.of("payload", "is needed"));
    fields.refuseOthers();
    return ConsumerResponseDocument.write(jobs.test(id(), payload.getBytes(UTF_8)));
  }

  private TopicId id() {
    return new TopicId(queue, topic);
  }

  private static JsonObject counts(JobCounts counts) {
    return Json.createObjectBuilder()
        .add("ready", counts.ready())
        .add("scheduled", counts.scheduled())
        .add("running", counts.running())
        .add("dead", counts.dead())
        .add("succeeded", counts.succeeded())
        .add("failed", counts.failed())
        .build();
  }
}
