package io.pepper.web.api.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.config.IniText;
import io.pepper.config.definition.DomainName;
import io.pepper.config.snapshot.PublishedFile;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;

/** The answers that carry a file, as JSON or as an ini text. */
final class FileAnswer {
  private static final MediaType INI = MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8");

  private FileAnswer() {}

  /** Returns whether a caller that accepts this type gets the ini text. */
  static boolean isIni(MediaType accepted) {
    return accepted.isCompatible(MediaType.TEXT_PLAIN_TYPE) && !accepted.isWildcardType();
  }

  /** Returns the body of a file. */
  static byte[] encode(DomainName domain, PublishedFile file, boolean isIni) {
    String text =
        isIni ? IniText.write(file.content()) : FileDocument.write(domain, file).toString();
    return text.getBytes(UTF_8);
  }

  static Response of(byte[] body, long revision, boolean isIni) {
    return headers(Response.ok(body, isIni ? INI : MediaType.APPLICATION_JSON_TYPE), revision);
  }

  private static Response headers(ResponseBuilder response, long revision) {
    return response
        .tag(tag(revision))
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .header(HttpHeaders.CACHE_CONTROL, "no-cache")
        .build();
  }

  static EntityTag tag(long revision) {
    return new EntityTag(Long.toString(revision));
  }

  /** Returns the answer to a caller that has this revision, which is the newest. */
  static Response unchanged(long revision) {
    return headers(Response.notModified(), revision);
  }

  /** Returns the answer to an edit. */
  static ResponseBuilder published(long revision, boolean isNew) {
    return Response.status(isNew ? Response.Status.CREATED : Response.Status.OK).tag(tag(revision));
  }
}
