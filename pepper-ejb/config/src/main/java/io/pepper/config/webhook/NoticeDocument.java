package io.pepper.config.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.config.cluster.PublishNotice;
import io.pepper.config.definition.Revision;
import io.pepper.coordination.ValueJson;
import jakarta.json.JsonArrayBuilder;
import java.util.UUID;

/**
 * The body of a notice: which files changed, and no value (docs/protocol.md, Webhooks of the
 * configuration centre).
 */
final class NoticeDocument {
  private NoticeDocument() {}

  /** Returns what is the same for each attempt to send a notice, and differs from all others. */
  static String id(PublishNotice notice) {
    Revision revision = notice.publish().revision();
    String text = notice.domain() + "/" + revision.version() + "/" + revision.at().toEpochMilli();
    return UUID.nameUUIDFromBytes(text.getBytes(UTF_8)).toString();
  }

  static byte[] write(PublishNotice notice) {
    Revision revision = notice.publish().revision();
    JsonArrayBuilder files = ValueJson.array();
    notice
        .publish()
        .files()
        .forEach((name, state) ->
            files.add(ValueJson.object().add("file", name.path()).add("state", state.name())));
    return ValueJson.bytes(
        ValueJson.object()
            .add("id", id(notice))
            .add("event", "configPublished")
            .add("domain", notice.domain().value())
            .add("version", revision.version())
            .add("kind", revision.kind().name())
            .add("author", revision.author())
            .add("note", revision.note())
            .add("at", revision.at().toString())
            .add("files", files));
  }
}
