package io.pepper.web.api.bus;

import io.pepper.bus.TopicOverview;
import io.pepper.connector.fastcgi.FastCgiPool;
import io.pepper.definition.Fields;
import io.pepper.job.QueueName;
import io.pepper.job.TopicId;
import io.pepper.job.TopicName;
import io.pepper.store.JobCounts;
import io.pepper.web.api.JsonBodyReader;
import io.pepper.web.api.Roles;
import io.pepper.web.change.JobChanges;
import io.pepper.web.change.QueueChanges;
import io.pepper.web.read.QueueReads;
import io.pepper.web.topic.WaitReasons;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** One topic: how it is, what it holds, pausing it, talking to its consumer. */
@Path("/v1/queues/{queue}/topics/{topic}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class TopicResource {
  @Inject private QueueReads reads;
  @Inject private WaitReasons waitReasons;
  @Inject private QueueChanges changes;
  @Inject private JobChanges jobChanges;

  @PathParam("queue")
  private QueueName queue;

  @PathParam("topic")
  private TopicName topic;

  @GET
  @RolesAllowed(Roles.VIEWER)
  public JsonObject get() {
    TopicOverview now = reads.topic(id());
    JsonObjectBuilder json =
        Json.createObjectBuilder(reads.document(now.definition()))
            .add("counts", counts(reads.counts(id())))
            .add("oldestReady", reads.oldestReady(id()).toString())
            .add(
                "recent",
                Json.createObjectBuilder()
                    .add("succeeded", now.figures().recentSucceeded())
                    .add("failed", now.figures().recentFailed()));
    waitReasons.of(now).ifPresent(why -> json.add("waits", why));
    return json.addAll(children()).build();
  }

  private JsonObjectBuilder children() {
    JsonObjectBuilder about = Json.createObjectBuilder();
    reads.pool(id()).ifPresent(pool -> about.add("fastcgi", children(pool)));
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

  @POST
  @Path("pause")
  @RolesAllowed(Roles.OPERATOR)
  public JsonObject pause() {
    return reads.document(changes.pause(id()));
  }

  @POST
  @Path("resume")
  @RolesAllowed(Roles.OPERATOR)
  public JsonObject resume() {
    return reads.document(changes.resume(id()));
  }

  @POST
  @Path("ping")
  @RolesAllowed(Roles.OPERATOR)
  public JsonObject ping() {
    return ConsumerResponseDocument.write(jobChanges.ping(id()));
  }

  @POST
  @Path("test")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  public JsonObject test(JsonObject body) {
    Fields fields = new Fields(JsonBodyReader.needed(body));
    byte[] payload = PayloadField.read(fields);
    fields.refuseOthers();
    return ConsumerResponseDocument.write(jobChanges.test(id(), payload));
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
