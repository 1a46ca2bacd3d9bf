package io.pepper.web.read;

import io.pepper.identity.AuditEntry;
import io.pepper.identity.access.InvalidIdentityException;
import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The forms in which the audit trail is exported. */
public enum AuditFormat {
  /** Comma-separated values with a head (RFC 4180). */
  CSV("text/csv"),
  /** A JSON object in each line. */
  JSONL("application/x-ndjson");

  /** The most entries of one export. */
  public static final int MAX_ENTRIES = 100_000;

  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  private final String mediaType;

  AuditFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /**
   * Returns the format of that name.
   *
   * @throws InvalidIdentityException if there is none
   */
  public static AuditFormat of(String text) {
    return switch (text) {
      case "csv" -> CSV;
      case "jsonl" -> JSONL;
      default -> throw new InvalidIdentityException("format", "must be csv or jsonl");
    };
  }

  public String mediaType() {
    return mediaType;
  }

  /** Returns the name of the file that is exported. */
  public String fileName() {
    return this == CSV ? "pepper-audit.csv" : "pepper-audit.jsonl";
  }

  String head() {
    return this == CSV ? "id,time,by,address,action,subject,before,after\r\n" : "";
  }

  String line(AuditEntry entry) {
    return this == CSV ? csv(entry) : json(entry) + "\n";
  }

  private static String csv(AuditEntry entry) {
    return Stream.of(
                entry.id(),
                entry.happened().toString(),
                entry.who(),
                entry.address(),
                entry.what(),
                entry.subject(),
                entry.before().orElse(""),
                entry.after().orElse(""))
            .map(AuditFormat::cell)
            .collect(Collectors.joining(","))
        + "\r\n";
  }

  /** Spreadsheets take what begins like a formula for one, unless a quote is before it. */
  private static String cell(String text) {
    String plain = text.isEmpty() || "=+-@\t\r".indexOf(text.charAt(0)) < 0 ? text : "'" + text;
    return plain.matches("[^\",\\r\\n]*") ? plain : '"' + plain.replace("\"", "\"\"") + '"';
  }

  /** Returns an entry as JSON. */
  public static JsonObject json(AuditEntry entry) {
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("id", entry.id())
            .add("time", entry.happened().toString())
            .add("by", entry.who())
            .add("address", entry.address())
            .add("action", entry.what())
            .add("subject", entry.subject());
    entry.before().ifPresent(text -> json.add("before", text));
    entry.after().ifPresent(text -> json.add("after", text));
    return json.build();
  }
}
