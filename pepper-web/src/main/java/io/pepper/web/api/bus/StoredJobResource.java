package io.pepper.web.api.bus;

import io.pepper.bus.JobSearchResult;
import io.pepper.bus.PushedAgain;
import io.pepper.definition.Fields;
import io.pepper.job.JobId;
import io.pepper.job.JobState;
import io.pepper.job.QueueName;
import io.pepper.job.TopicId;
import io.pepper.job.TopicName;
import io.pepper.web.api.JsonBodyReader;
import io.pepper.web.api.QueryParameters;
import io.pepper.web.api.Refusal;
import io.pepper.web.api.Roles;
import io.pepper.web.change.JobChanges;
import io.pepper.web.read.QueueReads;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/** The stored jobs of a topic: list, search, one job; delete, push again. */
@Path("/v1/queues/{queue}/topics/{topic}/jobs")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class StoredJobResource {
  private static final int MAX_LIMIT = 1000;
  private static final int MAX_TEXT = 1000;

  @Inject private QueueReads reads;
  @Inject private JobChanges changes;

  @PathParam("queue")
  private QueueName queue;

  @PathParam("topic")
  private TopicName topic;

  @GET
  @RolesAllowed(Roles.VIEWER)
  public JsonObject browse(
      @QueryParam("state") @DefaultValue("ready") JobState state,
      @QueryParam("limit") @DefaultValue("50") String limit,
      @QueryParam("cursor") String cursor) {
    int most = (int) QueryParameters.number("limit", limit, 1, MAX_LIMIT);
    try {
      return StoredJobDocument.write(reads.browse(id(), state, Optional.ofNullable(cursor), most));
    } catch (IllegalArgumentException e) {
      throw unknownCursor();
    }
  }

  /** Searches in ids, payloads and last errors; the answer says how far it came. */
  @GET
  @Path("search")
  @RolesAllowed(Roles.VIEWER)
  public JsonObject search(
      @QueryParam("state") @DefaultValue("dead") JobState state,
      @QueryParam("text") @DefaultValue("") String text,
      @QueryParam("limit") @DefaultValue("50") String limit,
      @QueryParam("cursor") String cursor) {
    int most = (int) QueryParameters.number("limit", limit, 1, MAX_LIMIT);
    if (text.isEmpty() || text.length() > MAX_TEXT) {
      throw Refusal.of("text", "must be 1 to " + MAX_TEXT + " characters");
    }
    try {
      JobSearchResult result = reads.search(id(), state, text, Optional.ofNullable(cursor), most);
      return StoredJobDocument.write(result);
    } catch (IllegalArgumentException e) {
      throw unknownCursor();
    }
  }

  private static Refusal unknownCursor() {
    return Refusal.of("cursor", "is not one that a page of this list ended with");
  }

  @GET
  @Path("{id}")
  @RolesAllowed(Roles.VIEWER)
  public JsonObject get(@PathParam("id") String id, @QueryParam("state") JobState likely) {
    JobId job = JobIds.read("id", id);
    return StoredJobDocument.write(
        reads.find(id(), job, Optional.ofNullable(likely), Optional.empty()));
  }

  /** Deletes the jobs in {@code ids}, or the oldest dead ones up to {@code limit}. */
  @POST
  @Path("delete")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  public JsonObject delete(JsonObject body) {
    Fields fields = new Fields(JsonBodyReader.needed(body));
    JobState state = state(fields).orElseThrow(() -> Refusal.of("state", "is needed"));
    boolean byId = fields.has("ids");
    List<JobId> ids = byId ? JobIds.read(fields) : List.of();
    long limit = fields.number("limit", Long.MAX_VALUE, 1, Long.MAX_VALUE);
    boolean byCount = fields.has("limit");
    fields.refuseOthers();
    if (byId == byCount) {
      throw Refusal.of("ids", "must be given, or limit, and not both");
    }
    if (byCount && state != JobState.DEAD) {
      throw Refusal.of("limit", "is for dead jobs; name others by ids");
    }
    if (state == JobState.RUNNING) {
      throw Refusal.of("state", "must not be running: a running job belongs to its worker");
    }
    long deleted = byId ? changes.delete(id(), state, ids) : changes.deleteDead(id(), limit);
    return Json.createObjectBuilder().add("deleted", deleted).build();
  }

  /** Pushes a new job with another payload into this topic alone. */
  @POST
  @Path("{id}/push")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  public Response push(@PathParam("id") String id, JsonObject body) {
    Fields fields = new Fields(JsonBodyReader.needed(body));
    byte[] payload = PayloadField.read(fields);
    Optional<JobState> likely = state(fields);
    String original = fields.text("original").orElse("keep");
    fields.refuseOthers();
    if (!original.equals("keep") && !original.equals("delete")) {
      throw Refusal.of("original", "must be keep or delete, not '" + original + "'");
    }
    PushedAgain pushed =
        changes.pushAgain(id(), JobIds.read("id", id), likely, payload, original.equals("delete"));
    return Response.accepted(
            Json.createObjectBuilder()
                .add("job", pushed.id().toString())
                .add("original", pushed.isDeleted() ? "deleted" : "kept")
                .build())
        .build();
  }

  private static Optional<JobState> state(Fields fields) {
    try {
      return fields.text("state").map(JobState::parse);
    } catch (IllegalArgumentException e) {
      throw Refusal.of("state", e.getMessage());
    }
  }

  private TopicId id() {
    return new TopicId(queue, topic);
  }
}
