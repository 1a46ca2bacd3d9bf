package io.pepper.web.keeper;

import io.pepper.config.IniText;
import io.pepper.config.definition.DomainName;
import io.pepper.config.edit.FileEdit;
import io.pepper.config.edit.UnknownConfigException;
import io.pepper.definition.ExactJson;
import io.pepper.definition.MalformedJsonException;
import io.pepper.web.change.ConfigChanges;
import io.pepper.web.change.ConfigReleases;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The calls that change something; each is one publish with one push, or nothing. */
@RequestScoped
class KeeperWriting {
  private static final String NOT_THERE = "key not exist";

  @Inject private ConfigChanges changes;
  @Inject private ConfigReleases releases;

  byte[] addFile(KeeperParameters parameters) {
    DomainName domain = parameters.domain();
    FileEdit edit =
        new FileEdit.ReplaceContent(
            parameters.file(), IniText.read(parameters.required("conf"), false).content());
    changes.publish(domain, List.of(edit), Map.of(), parameters.required("note"));
    return KeeperEnvelope.nothing();
  }

  byte[] manage(KeeperParameters parameters) {
    List<FileEdit> edits = KeeperOperations.read(parameters.required("operates"));
    changes.publish(parameters.domain(), together(edits), Map.of(), note(parameters.text("note")));
    return KeeperEnvelope.nothing();
  }

  /** Joins the changes of each file, in their order, since a publish edits few files. */
  private static List<FileEdit> together(List<FileEdit> edits) {
    Map<Object, List<FileEdit.ChangeKeys>> byFile = new LinkedHashMap<>();
    edits.forEach(edit ->
        byFile
            .computeIfAbsent(edit.file(), file -> new ArrayList<>())
            .add((FileEdit.ChangeKeys) edit));
    return byFile.values().stream()
        .map(each ->
            (FileEdit)
                new FileEdit.ChangeKeys(
                    each.getFirst().file(),
                    each.stream().flatMap(edit -> edit.changes().stream()).toList()))
        .toList();
  }

  /** Returns a note that may be an array of notes, one for each operation. */
  private static String note(String text) {
    try {
      if (ExactJson.read("{\"all\":" + text + "}").get("all") instanceof JsonArray notes) {
        return notes.stream()
            .map(note -> note instanceof JsonString each ? each.getString() : note.toString())
            .filter(note -> !note.isBlank())
            .distinct()
            .collect(Collectors.joining("; "));
      }
    } catch (MalformedJsonException e) {
      return text;
    }
    return text;
  }

  byte[] rollback(KeeperParameters parameters) {
    long version = parameters.number("id", 0);
    parameters.required("id");
    releases.restore(parameters.domain(), version, "rollback to version:" + version);
    return KeeperEnvelope.nothing();
  }

  byte[] deleteFile(KeeperParameters parameters) {
    DomainName domain = parameters.domain();
    FileEdit edit = new FileEdit.DeleteFile(parameters.file());
    String note = parameters.required("note");
    try {
      changes.publish(domain, List.of(edit), Map.of(), note);
    } catch (UnknownConfigException e) {
      throw new KeeperException(NOT_THERE);
    }
    return KeeperEnvelope.nothing();
  }

  byte[] deleteDomain(KeeperParameters parameters) {
    DomainName domain = parameters.domain();
    String note = parameters.required("note");
    try {
      changes.remove(domain, note);
    } catch (UnknownConfigException e) {
      throw new KeeperException(NOT_THERE);
    }
    return KeeperEnvelope.nothing();
  }
}
