package io.pepper.launcher.folder;

import io.pepper.launcher.folder.Difference.Kind;
import io.pepper.launcher.rest.PepperRest;
import java.util.List;

/**
 * The application of a folder to a server: queues first, since cron jobs may push to them, then
 * cron jobs and configuration; deletions last, in the other order. Each part is done as a whole or
 * not at all; repeated, it does what is missing. For one thread.
 */
final class FolderApplication {
  private final PepperRest rest;
  private final DefinitionFolder folder;
  private final String note;

  FolderApplication(PepperRest rest, DefinitionFolder folder, String note) {
    this.rest = rest;
    this.folder = folder;
    this.note = note;
  }

  /**
   * Makes the server as the folder.
   *
   * @param differences as they were just found, none of them refused
   * @param isPrune whether what the folder does not have is deleted
   */
  void run(List<Difference> differences, boolean isPrune) {
    if (isDifferent(differences, "queue ")) {
      folder
          .queues()
          .ifPresent(queues -> rest.call("POST", "queues", ServerState.document("queues", queues)));
    }
    if (isDifferent(differences, "cron job ")) {
      folder
          .jobs()
          .ifPresent(jobs -> rest.call("POST", "cron/jobs", ServerState.document("jobs", jobs)));
    }
    folder
        .domains()
        .forEach((domain, files) -> {
          if (isDifferent(differences, ServerState.subject(domain, ""))) {
            String path = ServerState.importPath(domain) + "?note=" + PepperRest.part(note);
            rest.call("PUT", path, "application/zip", ServerState.zip(files));
          }
        });
    if (isPrune) {
      prune(differences);
    }
  }

  private static boolean isDifferent(List<Difference> differences, String prefix) {
    return differences.stream()
        .filter(each -> each.subject().startsWith(prefix))
        .anyMatch(each -> each.kind() == Kind.NEW || each.kind() == Kind.CHANGED);
  }

  private void prune(List<Difference> differences) {
    for (Difference each : differences.reversed()) {
      if (each.kind() == Kind.EXTRA) {
        rest.call("DELETE", path(each.subject()));
      }
    }
  }

  private String path(String subject) {
    if (subject.startsWith("queue ")) {
      return "queues/" + PepperRest.part(subject.substring("queue ".length()));
    }
    if (subject.startsWith("cron job ")) {
      return "cron/jobs/" + PepperRest.part(subject.substring("cron job ".length()));
    }
    String[] file = subject.substring("file ".length()).split("/", 2);
    return "config/domains/%s/files/%s?note=%s"
        .formatted(PepperRest.part(file[0]), PepperRest.part(file[1]), PepperRest.part(note));
  }
}
