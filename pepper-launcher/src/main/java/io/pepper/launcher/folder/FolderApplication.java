package io.pepper.launcher.folder;

import io.pepper.launcher.folder.Difference.Kind;
import io.pepper.launcher.rest.PepperRest;
import java.util.List;
import java.util.Optional;

/**
 * The application of a folder to a server: queues first, since cron jobs may push to them, then
 * cron jobs and configuration, whose deletions belong to the same publish; other deletions last, in
 * the other order. Each part is done as a whole or not at all; repeated, it does what is missing.
 * For one thread.
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
          String subject = ServerState.subject(domain, "");
          boolean hasExtra = isPrune && hasExtra(differences, subject);
          if (!files.isEmpty() && (hasExtra || isDifferent(differences, subject))) {
            String path =
                "%s?prune=%s&note=%s"
                    .formatted(ServerState.importPath(domain), isPrune, PepperRest.part(note));
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

  private static boolean hasExtra(List<Difference> differences, String prefix) {
    return differences.stream()
        .anyMatch(each -> each.kind() == Kind.EXTRA && each.subject().startsWith(prefix));
  }

  private void prune(List<Difference> differences) {
    for (Difference each : differences.reversed()) {
      if (each.kind() == Kind.EXTRA) {
        path(each.subject()).ifPresent(path -> rest.call("DELETE", path));
      }
    }
  }

  /** Returns what deletes a thing; empty for a file that went with the others of its domain. */
  private Optional<String> path(String subject) {
    if (subject.startsWith("queue ")) {
      return Optional.of("queues/" + PepperRest.part(subject.substring("queue ".length())));
    }
    if (subject.startsWith("cron job ")) {
      return Optional.of("cron/jobs/" + PepperRest.part(subject.substring("cron job ".length())));
    }
    String[] file = subject.substring("file ".length()).split("/", 2);
    return folder.domains().get(file[0]).isEmpty()
        ? Optional.of(
            "config/domains/%s/files/%s?note=%s"
                .formatted(
                    PepperRest.part(file[0]), PepperRest.part(file[1]), PepperRest.part(note)))
        : Optional.empty();
  }
}
