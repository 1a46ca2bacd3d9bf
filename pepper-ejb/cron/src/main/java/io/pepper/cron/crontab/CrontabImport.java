package io.pepper.cron.crontab;

import io.pepper.cron.definition.CronJob;
import io.pepper.definition.InvalidDefinitionException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The import of crontabs, which defines all of their jobs or none. Safe for any number of threads.
 */
public final class CrontabImport {
  private final CrontabJobs jobs;
  private final Predicate<String> isUser;

  /**
   * @param isUser whether this machine knows a user
   */
  public CrontabImport(CrontabJobs jobs, Predicate<String> isUser) {
    this.jobs = jobs;
    this.isUser = isUser;
  }

  /**
   * Reads each line, and changes nothing.
   *
   * @throws InvalidDefinitionException if there are too many entries, or the form is not clear
   */
  public CrontabReading read(ImportRequest request) {
    List<CrontabLine> lines = CrontabReader.read(request.text());
    refuseTooMany(lines);
    CrontabForm form = request.form().orElseGet(() -> CrontabForm.of(lines, isUser));
    return new LineReader(jobs, request, form).read(lines);
  }

  /**
   * Defines the jobs of a crontab in one step; none if any of its lines cannot be used and is not
   * left out.
   *
   * @throws InvalidDefinitionException naming the lines that cannot be used, or a job that has been
   *     defined since
   */
  public CrontabReading create(ImportRequest request) {
    CrontabReading reading = read(request);
    refuseErrors(reading.errors());
    if (reading.jobs().isEmpty()) {
      throw new InvalidDefinitionException("text", "there is no job in it that is not there yet");
    }
    Map<Integer, CronJob> all = new TreeMap<>();
    reading.jobs().forEach(line -> all.put(line.number(), line.job().orElseThrow()));
    jobs.defineNew(List.copyOf(all.values()));
    return reading;
  }

  /** Refuses too many entries, since each is compared with all jobs. */
  private static void refuseTooMany(List<CrontabLine> lines) {
    long entries = lines.stream().filter(CrontabLine.ScheduledCommand.class::isInstance).count();
    if (entries > ImportRequest.MAX_ENTRIES) {
      throw new InvalidDefinitionException(
          "text",
          "has %d entries: send %d or fewer at once".formatted(entries, ImportRequest.MAX_ENTRIES));
    }
  }

  private static void refuseErrors(List<ImportedLine> errors) {
    if (!errors.isEmpty()) {
      ImportedLine first = errors.getFirst();
      String others = errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more)";
      throw new InvalidDefinitionException(
          "text",
          "nothing was created, since line %d cannot be used%s: %s; correct it, or leave it out with skip"
              .formatted(first.number(), others, first.problem()));
    }
  }
}
