package io.pepper.cron.definition.document;

import io.pepper.cron.definition.Alarms;
import io.pepper.definition.Fields;
import io.pepper.definition.HttpUrl;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.job.QueueName;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The reader of the field {@code alarms} of a job document. */
final class AlarmsReader {
  private static final Pattern ADDRESS = Pattern.compile("[^@\\s,;<>]+@[^@\\s,;<>]+");
  private static final int MAX_ADDRESSES = 20;

  private AlarmsReader() {}

  static Alarms read(Fields fields) {
    Alarms alarms =
        new Alarms(
            events(fields),
            fields.duration("late", Alarms.DEFAULT_LATE),
            fields.text("webhook").map(text -> Fields.checked("webhook", () -> webhook(text))),
            addresses(fields),
            fields.text("queue").map(text -> Fields.checked("queue", () -> new QueueName(text))));
    fields.refuseOthers();
    return alarms;
  }

  private static Set<Alarms.Event> events(Fields fields) {
    if (!fields.has("on")) {
      return Set.of(Alarms.Event.FAILED, Alarms.Event.NOT_STARTED, Alarms.Event.RECOVERED);
    }
    return Fields.checked(
        "on",
        () ->
            fields.texts("on").stream()
                .map(text -> EnumText.parse(Alarms.Event.class, text))
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static URI webhook(String text) {
    URI webhook = HttpUrl.parse(text);
    if (webhook.getHost() == null
        || !("http".equals(webhook.getScheme()) || "https".equals(webhook.getScheme()))) {
      throw new IllegalArgumentException("must be a full http:// or https:// address");
    }
    return webhook;
  }

  private static List<String> addresses(Fields fields) {
    List<String> addresses = fields.has("mail") ? fields.texts("mail") : List.of();
    if (addresses.size() > MAX_ADDRESSES) {
      throw new InvalidDefinitionException("mail", "must name at most 20 addresses");
    }
    for (String address : addresses) {
      if (!ADDRESS.matcher(address).matches()) {
        throw new InvalidDefinitionException(
            "mail", "'" + address + "' is not an address such as ops@example.org");
      }
    }
    return addresses;
  }
}
