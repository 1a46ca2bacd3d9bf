package io.pepper.launcher.folder;

import io.pepper.launcher.folder.Difference.Kind;
import io.pepper.launcher.rest.PepperRest;
import io.pepper.launcher.rest.RestException;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The state of a server, compared with a folder by the server itself: it knows the defaults and the
 * secrets that nobody reads back. For one thread.
 */
final class ServerState {
  private static final String ZIP = "application/zip";

  private final PepperRest rest;
  private final DefinitionFolder folder;
  private final boolean isPrune;

  /**
   * @param isPrune whether what the folder does not have is to be deleted
   */
  ServerState(PepperRest rest, DefinitionFolder folder, boolean isPrune) {
    this.rest = rest;
    this.folder = folder;
    this.isPrune = isPrune;
  }

  /** Returns what differs, and what does not. */
  List<Difference> compare() {
    List<Difference> all = new ArrayList<>();
    folder.queues().ifPresent(queues -> all.addAll(queues(queues)));
    folder.jobs().ifPresent(jobs -> all.addAll(jobs(jobs)));
    folder.domains().forEach((domain, files) -> all.addAll(files(domain, files)));
    return all;
  }

  private List<Difference> queues(SortedMap<String, JsonObject> queues) {
    JsonObject answer = rest.call("POST", "queues?dry=true", document("queues", queues));
    List<Difference> all = planned("queue", answer, "queues");
    extra(rest.call("GET", "queues").getJsonObject("queues").keySet(), queues.keySet())
        .forEach(name -> all.add(new Difference("queue " + name, Kind.EXTRA, jobsOf(name))));
    return all;
  }

  /** Says how many jobs of a queue are out of reach when it is deleted. */
  private List<String> jobsOf(String queue) {
    String path = "queues/" + PepperRest.part(queue);
    long jobs = 0;
    for (String topic : rest.call("GET", path).getJsonObject("topics").keySet()) {
      JsonObject counts =
          rest.call("GET", path + "/topics/" + PepperRest.part(topic)).getJsonObject("counts");
      for (String state : List.of("ready", "scheduled", "running", "dead")) {
        jobs += counts.get(state) instanceof JsonNumber count ? count.longValue() : 0;
      }
    }
    return jobs == 0
        ? List.of()
        : List.of(jobs + " jobs stay in the store, out of reach, if it is deleted");
  }

  private List<Difference> jobs(SortedMap<String, JsonObject> jobs) {
    JsonObject answer = rest.call("POST", "cron/jobs?dry=true", document("jobs", jobs));
    List<Difference> all = planned("cron job", answer, "jobs");
    extra(jobsOfServer(), jobs.keySet())
        .forEach(name -> all.add(new Difference("cron job " + name, Kind.EXTRA, List.of())));
    return all;
  }

  private Set<String> jobsOfServer() {
    Set<String> names = new TreeSet<>();
    String after = "";
    do {
      JsonObject page =
          rest.call(
              "GET", "cron/jobs" + (after.isEmpty() ? "" : "?after=" + PepperRest.part(after)));
      names.addAll(page.getJsonObject("jobs").keySet());
      after = page.getString("after", "");
    } while (!after.isEmpty());
    return names;
  }

  private static List<Difference> planned(String kind, JsonObject answer, String member) {
    List<Difference> all = new ArrayList<>();
    for (JsonValue value : answer.getJsonArray(member)) {
      JsonObject each = value.asJsonObject();
      List<String> detail = new ArrayList<>();
      if (each.containsKey("problem")) {
        detail.add(each.getString("problem"));
      }
      if (each.containsKey("unreachable")) {
        detail.add(
            each.getInt("unreachable") + " jobs of topics that go stay in the store, out of reach");
      }
      String subject = kind + " " + each.getString("name");
      all.add(new Difference(subject, kind(each.getString("change")), detail));
    }
    return all;
  }

  private static Kind kind(String change) {
    return switch (change) {
      case "new", "added" -> Kind.NEW;
      case "changed" -> Kind.CHANGED;
      case "refused" -> Kind.REFUSED;
      default -> Kind.UNCHANGED;
    };
  }

  private List<Difference> files(String domain, SortedMap<String, byte[]> files) {
    List<Difference> all = new ArrayList<>();
    if (!files.isEmpty()) {
      all.addAll(plannedFiles(domain, files));
    }
    extra(filesOfServer(domain), files.keySet())
        .forEach(path -> all.add(new Difference(subject(domain, path), Kind.EXTRA, List.of())));
    return all;
  }

  private List<Difference> plannedFiles(String domain, SortedMap<String, byte[]> files) {
    List<Difference> all = new ArrayList<>();
    JsonObject answer;
    try {
      String path = importPath(domain) + "?dryRun=true&prune=" + isPrune;
      answer = rest.call("PUT", path, ZIP, zip(files));
    } catch (RestException e) {
      if (!e.isRefusal()) {
        throw e;
      }
      return List.of(new Difference("domain " + domain, Kind.REFUSED, List.of(e.getMessage())));
    }
    for (JsonValue value : answer.getJsonArray("files")) {
      JsonObject file = value.asJsonObject();
      if (file.getString("change").equals("deleted")) {
        // Among those that only the server has.
        continue;
      }
      List<String> keys =
          file.getJsonArray("keys").stream().map(key -> key(key.asJsonObject())).toList();
      String subject = subject(domain, file.getString("file"));
      all.add(new Difference(subject, kind(file.getString("change")), keys));
    }
    return all;
  }

  private static String key(JsonObject key) {
    String name = key.getString("section") + "." + key.getString("key");
    return name + ": " + value(key, "before") + " -> " + value(key, "after");
  }

  private static String value(JsonObject key, String member) {
    if (!(key.get(member) instanceof JsonObject entry)) {
      return "nothing";
    }
    String text = entry.get("value") instanceof JsonString value ? value.getString() : "?";
    return entry.getString("type", "string") + " '" + printable(text) + "'";
  }

  /** Returns a text in which no character can move the cursor of a terminal. */
  private static String printable(String text) {
    StringBuilder printable = new StringBuilder();
    text.chars()
        .forEach(each ->
            printable.append(
                Character.isISOControl(each) ? "\\u%04x".formatted(each) : (char) each + ""));
    return printable.toString();
  }

  private Set<String> filesOfServer(String domain) {
    try {
      Set<String> files = new TreeSet<>();
      rest.call("GET", "config/domains/" + PepperRest.part(domain))
          .getJsonArray("files")
          .forEach(file -> files.add(file.asJsonObject().getString("file")));
      return files;
    } catch (RestException e) {
      if (e.isNotFound()) {
        return Set.of();
      }
      throw e;
    }
  }

  private static Set<String> extra(Set<String> there, Set<String> wanted) {
    Set<String> extra = new TreeSet<>(there);
    extra.removeAll(wanted);
    return extra;
  }

  static String subject(String domain, String path) {
    return "file " + domain + "/" + path;
  }

  static String importPath(String domain) {
    return "config/domains/" + PepperRest.part(domain) + "/import";
  }

  static JsonObject document(String member, Map<String, JsonObject> documents) {
    JsonObjectBuilder all = Json.createObjectBuilder();
    documents.forEach(all::add);
    return Json.createObjectBuilder().add(member, all).build();
  }

  static byte[] zip(Map<String, byte[]> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
