package io.pepper.cron.definition.document;

import io.pepper.connector.fastcgi.FastCgiAddress;
import io.pepper.cron.definition.RunTarget;
import io.pepper.definition.Fields;
import io.pepper.definition.HttpUrl;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.job.QueueName;
import java.util.Map;

/** The reader of the field {@code run} of a job document. */
final class RunTargetReader {
  private RunTargetReader() {}

  /**
   * @param stored whether it was taken before, and so stays valid
   */
  static RunTarget read(Fields fields, boolean stored) {
    String type = fields.required("type", text -> text);
    RunTarget target =
        switch (type) {
          case "command" ->
              new RunTarget.CommandTarget(
                  fields.texts("command"),
                  texts(fields, "environment"),
                  fields.text("directory"),
                  fields.text("user"));
          case "http" ->
              new RunTarget.HttpTarget(
                  fields.text("method").orElse("POST"),
                  fields.required("url", HttpUrl::parse),
                  texts(fields, "headers"),
                  fields.text("contentType").orElse("application/json"),
                  fields.text("body").orElse(""));
          case "job" ->
              new RunTarget.PushTarget(
                  fields.required("queue", QueueName::new), fields.required("payload", x -> x));
          case "fastcgi" ->
              new RunTarget.FastCgiTarget(
                  fields.required("address", stored ? FastCgiAddress::new : FastCgiAddress::parse),
                  fields.required("script", x -> x),
                  texts(fields, "fields"));
          default ->
              throw new InvalidDefinitionException(
                  "type", "must be command, http, job or fastcgi, not '" + type + "'");
        };
    fields.refuseOthers();
    return target;
  }

  private static Map<String, String> texts(Fields fields, String name) {
    return fields.object(name).map(inner -> Fields.checked(name, inner::allTexts)).orElse(Map.of());
  }
}
