package io.pepper.web.api.config;

import io.pepper.config.IniText;
import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;
import io.pepper.config.edit.FileEdit;
import io.pepper.config.snapshot.PublishedFile;
import io.pepper.config.snapshot.ReadingNode;
import io.pepper.config.snapshot.ReceivedFile;
import io.pepper.definition.Fields;
import io.pepper.settings.Settings;
import io.pepper.web.api.JsonBodyReader;
import io.pepper.web.api.QueryParameters;
import io.pepper.web.api.Refusal;
import io.pepper.web.api.Roles;
import io.pepper.web.api.config.form.FileForm;
import io.pepper.web.api.config.request.EditBody;
import io.pepper.web.api.config.request.ExpectedRevision;
import io.pepper.web.api.config.request.NodeQuery;
import io.pepper.web.api.config.request.TextBody;
import io.pepper.web.read.ConfigReads;
import io.pepper.web.read.ConfigVersionReads;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The files of a domain: their contents, edits, and the wait for a newer one. */
@Path("/v1/config/domains/{domain}/files")
@RequestScoped
@Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN, FileForm.PROPERTIES_TYPE})
public class ConfigFileResource {
  @Inject private ConfigReads reads;
  @Inject private ConfigVersionReads versions;
  @Inject private FilePublisher publisher;
  @Inject private FileWaits waits;
  @Inject private Settings settings;
  @Context private Request request;

  @PathParam("domain")
  private DomainName domain;

  /** Returns a file as it is for all, or as a node receives it. */
  @GET
  @Path("{file: .+}")
  @RolesAllowed({Roles.VIEWER, Roles.CONFIG})
  public Response get(
      @PathParam("file") FileName name,
      @QueryParam("revision") String revision,
      @QueryParam("format") String format,
      @BeanParam NodeQuery query) {
    FileForm form = FileForm.wanted(format, request);
    Optional<ReadingNode> node = query.node(domain, name, 0);
    if (node.isPresent()) {
      if (revision != null) {
        throw Refusal.of("revision", "is for files as they are for all: leave out node");
      }
      ReceivedFile received = reads.receive(node.get());
      return answer(received.version(), () -> FileAnswer.of(received, node.get().id(), form));
    }
    PublishedFile file =
        revision == null
            ? reads.get(domain, name)
            : old(name, QueryParameters.number("revision", revision, 1, Long.MAX_VALUE));
    return answer(
        file.version(),
        () -> FileAnswer.of(FileAnswer.encode(domain, file, form), file.version(), form));
  }

  private Response answer(long revision, Supplier<Response> changed) {
    boolean isKnown = request.evaluatePreconditions(FileAnswer.tag(revision)) != null;
    return isKnown ? FileAnswer.unchanged(revision) : changed.get();
  }

  private PublishedFile old(FileName name, long revision) {
    return new PublishedFile(
        name, revision, versions.content(domain, name, revision), Optional.empty());
  }

  @PUT
  @Path("{file: .+}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  public Response put(
      @PathParam("file") FileName name,
      @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch,
      @QueryParam("draft") String draft,
      JsonObject body) {
    Fields fields = new Fields(JsonBodyReader.needed(body));
    List.of("domain", "file", "revision", "gray").forEach(fields::ignore);
    String note = fields.text("note").orElse("");
    FileEdit edit = new FileEdit.ReplaceContent(name, EditBody.content(fields));
    fields.refuseOthers();
    Map<FileName, Long> expected = ExpectedRevision.of(name, ifMatch, ifNoneMatch);
    return TextBody.flag("draft", draft)
        ? publisher.draft(domain, edit, expected, note, List.of())
        : publisher.publish(domain, edit, expected, note, List.of());
  }

  /** Publishes a file that is itself the body, as {@code curl -T} sends it. */
  @PUT
  @Path("{file: .+}")
  @Consumes(MediaType.TEXT_PLAIN)
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  public Response putText(
      @PathParam("file") FileName name,
      @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch,
      @QueryParam("note") String note,
      @QueryParam("strict") String strict,
      @QueryParam("draft") String draft,
      InputStream body)
      throws IOException {
    String text = TextBody.decode("the body", JsonBodyReader.read(body, settings));
    IniText.ParsedText ini = IniText.read(text, TextBody.flag("strict", strict));
    FileEdit edit = new FileEdit.ReplaceContent(name, ini.content());
    Map<FileName, Long> expected = ExpectedRevision.of(name, ifMatch, ifNoneMatch);
    return TextBody.flag("draft", draft)
        ? publisher.draft(domain, edit, expected, TextBody.note(note), ini.warnings())
        : publisher.publish(domain, edit, expected, TextBody.note(note), ini.warnings());
  }

  @PATCH
  @Path("{file: .+}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  public Response patch(
      @PathParam("file") FileName name,
      @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch,
      @QueryParam("draft") String draft,
      JsonObject body) {
    Fields fields = new Fields(JsonBodyReader.needed(body));
    String note = fields.text("note").orElse("");
    FileEdit edit = new FileEdit.ChangeKeys(name, EditBody.changes(fields));
    fields.refuseOthers();
    Map<FileName, Long> expected = ExpectedRevision.of(name, ifMatch, ifNoneMatch);
    return TextBody.flag("draft", draft)
        ? publisher.draft(domain, edit, expected, note, List.of())
        : publisher.publish(domain, edit, expected, note, List.of());
  }

  @DELETE
  @Path("{file: .+}")
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  public Response delete(
      @PathParam("file") FileName name,
      @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
      @QueryParam("note") String note) {
    return publisher.publish(
        domain,
        new FileEdit.DeleteFile(name),
        ExpectedRevision.of(name, ifMatch, null),
        TextBody.note(note),
        List.of());
  }

  /** Waits without a thread until there is a newer revision, or the time is over. */
  @GET
  @Path("{file: .+}/wait")
  @RolesAllowed({Roles.VIEWER, Roles.CONFIG})
  public void await(
      @PathParam("file") FileName name,
      @QueryParam("revision") @DefaultValue("0") String revision,
      @QueryParam("timeout") @DefaultValue("30") String timeout,
      @QueryParam("format") String format,
      @BeanParam NodeQuery query,
      @Suspended AsyncResponse response) {
    long known = QueryParameters.number("revision", revision, 0, Long.MAX_VALUE);
    long seconds = QueryParameters.number("timeout", timeout, 0, FileWaits.MAX_SECONDS);
    FileForm form = FileForm.wanted(format, request);
    if (waits.isFull()) {
      throw Refusal.of(Response.Status.SERVICE_UNAVAILABLE, FileWaits.FULL);
    }
    FileWait wait =
        query
            .node(domain, name, known)
            .<FileWait>map(node -> new FileWait.ForNode(reads.watch(node), form))
            .orElseGet(() -> new FileWait.ForAll(reads.watch(domain, name, known), form));
    waits.park(wait, response, Duration.ofSeconds(seconds));
  }
}
