package io.pepper.cron.crontab;

import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import io.pepper.definition.InvalidDefinitionException;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The reader of one crontab, from its first line to the last. */
final class LineReader {
  private final CrontabJobs jobs;
  private final ImportRequest request;
  private final CrontabForm form;
  private final CrontabEnvironment environment;
  private final EntryComment remark = new EntryComment();
  private final Set<String> names = new HashSet<>();

  LineReader(CrontabJobs jobs, ImportRequest request, CrontabForm form) {
    this.jobs = jobs;
    this.request = request;
    this.form = form;
    this.environment = new CrontabEnvironment(request.zone());
  }

  CrontabReading read(List<CrontabLine> lines) {
    List<String> texts = request.text().lines().toList();
    refuseUnknownNumbers(lines);
    names.addAll(request.names().values());
    List<ImportedLine> read = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      read.add(line(i + 1, texts.get(i), lines.get(i)));
    }
    return new CrontabReading(form, read, notes(read));
  }

  private void refuseUnknownNumbers(List<CrontabLine> lines) {
    refuseUnknown("names", request.names().keySet(), lines);
    refuseUnknown("skip", request.skip(), lines);
  }

  private static void refuseUnknown(String field, Set<Integer> numbers, List<CrontabLine> lines) {
    for (int number : new TreeSet<>(numbers)) {
      boolean known = number > 0 && number <= lines.size();
      if (!known || lines.get(number - 1) instanceof CrontabLine.Comment) {
        throw new InvalidDefinitionException(field, "there is no job in line " + number);
      }
    }
  }

  private ImportedLine line(int number, String text, CrontabLine line) {
    if (line instanceof CrontabLine.Comment comment) {
      remark.add(comment);
      return of(number, text, ImportedLineKind.COMMENT, List.of(), "");
    }
    String comment = remark.finish();
    if (request.skip().contains(number)) {
      return of(number, text, ImportedLineKind.SKIPPED, List.of(), "");
    }
    try {
      return switch (line) {
        case CrontabLine.Assignment set ->
            of(number, text, ImportedLineKind.ENVIRONMENT, List.of(environment.apply(set)), "");
        case CrontabLine.ScheduledCommand entry -> entry(number, text, entry, comment);
        case CrontabLine.Unreadable no ->
            of(number, text, ImportedLineKind.ERROR, List.of(), no.problem());
        case CrontabLine.Comment none -> throw new AssertionError(none);
      };
    } catch (InvalidDefinitionException e) {
      return of(number, text, ImportedLineKind.ERROR, List.of(), e.getMessage());
    }
  }

  private ImportedLine entry(
      int number, String text, CrontabLine.ScheduledCommand entry, String comment) {
    EntryDocument document = new EntryDocument(entry, environment);
    JsonObject json = document.of(form, request.user(), comment, request.with(), true);
    String name = name(number, document.command());
    try {
      return job(number, text, name, json, document.notes());
    } catch (InvalidDefinitionException e) {
      if (!e.field().startsWith("alarms") || request.with().containsKey("alarms")) {
        return failed(number, text, name, e);
      }
      return withoutMail(number, text, name, new EntryDocument(entry, environment), comment, e);
    }
  }

  /** Reads an entry without its {@code MAILTO}, which is no reason not to run a job. */
  private ImportedLine withoutMail(
      int number,
      String text,
      String name,
      EntryDocument document,
      String comment,
      InvalidDefinitionException why) {
    JsonObject json = document.of(form, request.user(), comment, request.with(), false);
    List<String> notes = new ArrayList<>(document.notes());
    notes.add("MAILTO is left out: " + why.problem());
    try {
      return job(number, text, name, json, notes);
    } catch (InvalidDefinitionException e) {
      return failed(number, text, name, e);
    }
  }

  private ImportedLine job(
      int number, String text, String name, JsonObject json, List<String> notes) {
    JobName jobName = jobName(name);
    CronJob job = jobs.read(jobName, json);
    Optional<JobName> same = jobs.same(job);
    if (same.isPresent()) {
      if (!request.names().containsKey(number)) {
        names.remove(name);
      }
      return new ImportedLine(
          number,
          text,
          ImportedLineKind.PRESENT,
          same.get().value(),
          Optional.empty(),
          List.of("is there already as the job " + same.get()),
          "");
    }
    refuseSharedName(name);
    if (jobs.isDefined(jobName)) {
      throw new InvalidDefinitionException(
          "name", "there is another job '" + name + "': choose another name");
    }
    return new ImportedLine(number, text, ImportedLineKind.JOB, name, Optional.of(job), notes, "");
  }

  private void refuseSharedName(String name) {
    if (request.names().values().stream().filter(name::equals).count() > 1) {
      throw new InvalidDefinitionException(
          "name", "'" + name + "' is the name of several lines: give each its own");
    }
  }

  private static JobName jobName(String name) {
    try {
      return new JobName(name);
    } catch (IllegalArgumentException e) {
      throw new InvalidDefinitionException("name", e.getMessage());
    }
  }

  /** Returns the name given for the line, or a proposal that no other job has. */
  private String name(int number, String command) {
    String given = request.names().get(number);
    if (given != null) {
      return given;
    }
    String proposal =
        NameProposal.of(command, each -> names.contains(each) || jobs.isDefined(new JobName(each)));
    names.add(proposal);
    return proposal;
  }

  private List<String> notes(List<ImportedLine> read) {
    boolean any = read.stream().anyMatch(line -> line.kind() == ImportedLineKind.JOB);
    if (!any || form == CrontabForm.SYSTEM || request.user().isPresent()) {
      return List.of();
    }
    return List.of(
        "commands run with the rights of Pepper and, unless HOME is set, in its folder for runs; to run them as a user, in the user's home, name the user");
  }

  private static ImportedLine failed(
      int number, String text, String name, InvalidDefinitionException e) {
    return new ImportedLine(
        number, text, ImportedLineKind.ERROR, name, Optional.empty(), List.of(), e.getMessage());
  }

  private static ImportedLine of(
      int number, String text, ImportedLineKind kind, List<String> notes, String problem) {
    return new ImportedLine(number, text, kind, "", Optional.empty(), notes, problem);
  }
}
