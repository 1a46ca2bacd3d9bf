package io.pepper.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.quartz.CronScheduleBuilder.cronSchedule;
import static org.quartz.SimpleScheduleBuilder.simpleSchedule;

import io.pepper.bench.ArmedJobs.Armed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.ScheduleBuilder;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;

/**
 * A program with Quartz, as {@link QuartzSide} starts it. Reads commands on standard input, answers
 * each by one line, and ends with the input.
 */
public final class QuartzNode {
  private static final int JOBS_AT_ONCE = 1000;
  private static final long MILLIS_PER_SECOND = 1000;

  private final Scheduler scheduler;
  private final long begunMillis;

  private QuartzNode(Scheduler scheduler, long begunMillis) {
    this.scheduler = scheduler;
    this.begunMillis = begunMillis;
  }

  /**
   * @param args none, or the database's address, user and password
   */
  public static void main(String[] args) throws Exception {
    Logger.getLogger("").setLevel(Level.WARNING);
    Scheduler scheduler = QuartzSetup.scheduler(args);
    long start = System.nanoTime();
    scheduler.start();
    new QuartzNode(scheduler, (System.nanoTime() - start) / 1_000_000).serve();
    scheduler.shutdown(true);
  }

  private void serve() throws IOException, SchedulerException {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    System.out.println("ready");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(answer(line.split(" ")));
    }
  }

  private String answer(String[] words) throws SchedulerException {
    return switch (words[0]) {
      case "arm" -> arm(Integer.parseInt(words[1]));
      case "begun" -> Long.toString(begunMillis);
      case "fire" -> fire(Integer.parseInt(words[1]), words[2].equals("spread"), words[3]);
      case "cease" -> cease(Integer.parseInt(words[1]));
      default -> throw new IllegalArgumentException(words[0]);
    };
  }

  private String arm(int count) throws SchedulerException {
    int month = LocalDate.now(ZoneOffset.UTC).getMonthValue();
    long start = System.nanoTime();
    Map<JobDetail, Set<? extends Trigger>> some = new HashMap<>();
    for (Armed job : ArmedJobs.make(count, month)) {
      ScheduleBuilder<?> schedule =
          cronSchedule(job.schedule() + " ?").inTimeZone(TimeZone.getTimeZone(job.zone()));
      some.put(
          detail(job.name(), "http://127.0.0.1:9/"),
          Set.of(
              TriggerBuilder.newTrigger().withIdentity(job.name()).withSchedule(schedule).build()));
      if (some.size() == JOBS_AT_ONCE) {
        scheduler.scheduleJobs(some, false);
        some.clear();
      }
    }
    scheduler.scheduleJobs(some, false);
    return Long.toString((System.nanoTime() - start) / 1_000_000);
  }

  private static JobDetail detail(String name, String url) {
    return JobBuilder.newJob(RequestJob.class)
        .withIdentity(name)
        .usingJobData(RequestJob.URL, url)
        .build();
  }

  private String fire(int jobs, boolean spread, String url) throws SchedulerException {
    long first = (Instant.now().getEpochSecond() + 5) * MILLIS_PER_SECOND;
    Map<JobDetail, Set<? extends Trigger>> all = new HashMap<>();
    for (int i = 0; i < jobs; i++) {
      long phase = spread ? i * MILLIS_PER_SECOND / jobs : 0;
      all.put(
          detail("fire-" + i, url),
          Set.of(
              TriggerBuilder.newTrigger()
                  .withIdentity("fire-" + i)
                  .startAt(new Date(first + phase))
                  .withSchedule(simpleSchedule().withIntervalInSeconds(1).repeatForever())
                  .build()));
    }
    scheduler.scheduleJobs(all, true);
    return "firing";
  }

  private String cease(int jobs) throws SchedulerException {
    for (int i = 0; i < jobs; i++) {
      scheduler.deleteJob(new JobKey("fire-" + i));
    }
    return "ceased";
  }
}
