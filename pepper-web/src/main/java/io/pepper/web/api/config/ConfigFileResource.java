package io.pepper.web.api.config;

import io.pepper.config.IniText;
import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;
import io.pepper.config.edit.FileEdit;
import io.pepper.config.snapshot.PublishedFile;
import io.pepper.definition.Fields;
import io.pepper.settings.Settings;
import io.pepper.web.api.JsonBodyReader;
import io.pepper.web.api.QueryParameters;
import io.pepper.web.api.Refusal;
import io.pepper.web.api.Roles;
import io.pepper.web.api.config.request.EditBody;
import io.pepper.web.api.config.request.ExpectedRevision;
import io.pepper.web.api.config.request.TextBody;
import io.pepper.web.read.ConfigReads;
import io.pepper.web.read.ConfigVersionReads;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
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
import jakarta.ws.rs.core.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of a domain: their contents, edits, and the wait for a newer one. */
@Path("/v1/config/domains/{domain}/files")
@RequestScoped
@Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
public class ConfigFileResource {
  private static final List<Variant> VARIANTS =
      Variant.mediaTypes(MediaType.APPLICATION_JSON_TYPE, MediaType.TEXT_PLAIN_TYPE).build();

  @Inject private ConfigReads reads;
  @Inject private ConfigVersionReads versions;
  @Inject private FilePublisher publisher;
  @Inject private FileWaits waits;
  @Inject private Settings settings;
  @Context private Request request;

  @PathParam("domain")
  private DomainName domain;

  @GET
  @Path("{file: .+}")
  @RolesAllowed(Roles.VIEWER)
  public Response get(@PathParam("file") FileName name, @QueryParam("revision") String revision) {
    boolean isIni = isIni();
    PublishedFile file =
        revision == null
            ? reads.get(domain, name)
            : old(name, QueryParameters.number("revision", revision, 1, Long.MAX_VALUE));
    Response.ResponseBuilder known = request.evaluatePreconditions(FileAnswer.tag(file.version()));
    return known != null
        ? FileAnswer.unchanged(file.version())
        : FileAnswer.of(FileAnswer.encode(domain, file, isIni), file.version(), isIni);
  }

  private PublishedFile old(FileName name, long revision) {
    return new PublishedFile(
        name, revision, versions.content(domain, name, revision), Optional.empty());
  }

  private boolean isIni() {
    Variant chosen = request.selectVariant(VARIANTS);
    return chosen != null && FileAnswer.isIni(chosen.getMediaType());
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
  @RolesAllowed(Roles.VIEWER)
  public void await(
      @PathParam("file") FileName name,
      @QueryParam("revision") @DefaultValue("0") String revision,
      @QueryParam("timeout") @DefaultValue("30") String timeout,
      @Suspended AsyncResponse response) {
    long known = QueryParameters.number("revision", revision, 0, Long.MAX_VALUE);
    long seconds = QueryParameters.number("timeout", timeout, 0, FileWaits.MAX_SECONDS);
    if (waits.isFull()) {
      throw Refusal.of(Response.Status.SERVICE_UNAVAILABLE, FileWaits.FULL);
    }
    waits.park(
        new FileWait(reads.watch(domain, name, known), isIni()),
        response,
        Duration.ofSeconds(seconds));
  }
}
