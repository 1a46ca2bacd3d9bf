package io.pepper.web.api.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.config.IniText;
import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.KeyName;
import io.pepper.config.definition.SectionName;
import io.pepper.config.snapshot.PublishedFile;
import io.pepper.config.snapshot.ReceivedFile;
import io.pepper.definition.HiddenValues;
import io.pepper.web.api.config.form.FileForm;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.LinkedHashMap;
import java.util.Map;

/** The answers that carry a file, as JSON, as an ini text or as Java's properties. */
final class FileAnswer {
  private FileAnswer() {}

  /** Returns the body of a file. */
  static byte[] encode(DomainName domain, PublishedFile file, FileForm form) {
    String text =
        switch (form) {
          case JSON -> FileDocument.write(domain, file).toString();
          case INI -> IniText.write(file.content());
          case PROPERTIES -> FileForm.properties(FileDocument.masked(file.content()));
        };
    return text.getBytes(UTF_8);
  }

  static Response of(byte[] body, long revision, FileForm form) {
    return headers(Response.ok(body, form.type()), revision, "no-cache");
  }

  /** Returns the answer with what a node receives, which no cache may keep for its secrets. */
  static Response of(ReceivedFile file, String node, FileForm form) {
    String text =
        switch (form) {
          case JSON -> FileDocument.write(file, node).toString();
          case INI -> IniText.write(withoutSecretMarks(file.content()));
          case PROPERTIES -> FileForm.properties(file.content());
        };
    return headers(Response.ok(text.getBytes(UTF_8), form.type()), file.version(), "no-store");
  }

  /** Returns a content of which an ini text shows the secrets that are in clear text. */
  private static FileContent withoutSecretMarks(FileContent content) {
    Map<KeyName, ConfigEntry> keys = new LinkedHashMap<>();
    content
        .section(SectionName.DEFAULT)
        .forEach(entry ->
            keys.put(entry.key(), entry.withSecret(entry.value().equals(HiddenValues.MASK))));
    return new FileContent(Map.of(SectionName.DEFAULT, keys));
  }

  private static Response headers(ResponseBuilder response, long revision, String caching) {
    return response
        .tag(tag(revision))
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .header(HttpHeaders.CACHE_CONTROL, caching)
        .build();
  }

  static EntityTag tag(long revision) {
    return new EntityTag(Long.toString(revision));
  }

  /** Returns the answer to a caller that has this revision, which is the newest. */
  static Response unchanged(long revision) {
    return headers(Response.notModified(), revision, "no-cache");
  }

  /** Returns the answer to an edit. */
  static ResponseBuilder published(long revision, boolean isNew) {
    return Response.status(isNew ? Response.Status.CREATED : Response.Status.OK).tag(tag(revision));
  }
}
