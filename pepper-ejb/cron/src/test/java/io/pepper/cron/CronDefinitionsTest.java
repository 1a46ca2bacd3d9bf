package io.pepper.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.setup.Coordinations;
import io.pepper.cron.catalog.JobChangeListener;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.fire.VersionedJob;
import io.pepper.definition.DefinitionsException;
import io.pepper.definition.DefinitionsFile;
import io.pepper.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The section {@code cron} of the file of definitions. */
class CronDefinitionsTest {
  private static final String RUN = "'run':{'type':'command','command':['true']}";

  @TempDir Path folder;
  private Coordination coordination;
  private CronJobs jobs;

  @BeforeEach
  void open() {
    coordination =
        Coordinations.open(Settings.of(Map.of("pepper.data", folder.resolve("data").toString())));
    jobs = new CronJobs(coordination, Clock.systemUTC(), job -> {});
    jobs.open(
        new JobChangeListener() {
          @Override
          public void jobChanged(JobName name) {}

          @Override
          public void jobRemoved(JobName name) {}
        });
  }

  @AfterEach
  void close() {
    jobs.close();
    coordination.close();
  }

  private void apply(String json) {
    Path file = folder.resolve("definitions.json");
    try {
      Files.writeString(file, json.replace('\'', '"'));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    new CronDefinitions(jobs).apply(DefinitionsFile.read(file));
  }

  @Test
  void definesJobsWhateverTheirOrderAndTwiceWithoutAChange() {
    String file =
        "{'queues':{},'cron':{"
            + ("'c':{'after':{'jobs':['b']}," + RUN + "},")
            + ("'b':{'after':{'jobs':['a']}," + RUN + "},")
            + ("'a':{'schedule':'@daily'," + RUN + "}}}");
    apply(file);
    Map<JobName, Long> revisions = revisions();
    assertThat(revisions.keySet())
        .containsExactlyInAnyOrder(new JobName("a"), new JobName("b"), new JobName("c"));
    apply(file);
    assertThat(revisions()).isEqualTo(revisions);
  }

  @Test
  void leavesOutWhatIsOverInsteadOfRefusingToStart() {
    apply(
        "{'cron':{'past':{'schedule':'@at 2001-01-01T00:00:00Z',"
            + RUN
            + "},'a':{'schedule':'@daily',"
            + RUN
            + "}}}");

    assertThat(revisions().keySet()).containsExactly(new JobName("a"));
  }

  @Test
  void leavesOutWhatFollowsAJobThatIsOver() {
    apply(
        "{'cron':{"
            + ("'last':{'after':{'jobs':['then']}," + RUN + "},")
            + ("'then':{'after':{'jobs':['daily','once']}," + RUN + "},")
            + ("'once':{'schedule':'@at 2001-01-01T00:00:00Z'," + RUN + "},")
            + ("'other':{'after':{'jobs':['daily']}," + RUN + "},")
            + ("'daily':{'schedule':'@daily'," + RUN + "}}}"));

    assertThat(revisions().keySet())
        .containsExactlyInAnyOrder(new JobName("daily"), new JobName("other"));
  }

  /** The job that is there goes on as it is, and what follows it too. */
  @Test
  void keepsWhatFollowsAJobWhoseNewScheduleIsOver() {
    String follower = "'then':{'after':{'jobs':['once']}," + RUN + "}";
    apply("{'cron':{'once':{'schedule':'@daily'," + RUN + "}}}");
    apply(
        "{'cron':{'once':{'schedule':'@at 2001-01-01T00:00:00Z'," + (RUN + "}," + follower + "}}"));

    assertThat(revisions().keySet())
        .containsExactlyInAnyOrder(new JobName("once"), new JobName("then"));
  }

  private Map<JobName, Long> revisions() {
    return jobs.catalog()
        .all()
        .collect(Collectors.toMap(defined -> defined.job().name(), VersionedJob::revision));
  }

  @Test
  void definesThousandsInOneGo() {
    apply(
        IntStream.range(0, 3_000)
            .mapToObj(
                i -> "'job%d':{'schedule':'%d %d * * *',%s}".formatted(i, i % 60, i % 24, RUN))
            .collect(Collectors.joining(",", "{'cron':{", "}}")));
    assertThat(jobs.all()).hasSize(3_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'cron':{'a':{'schedule':'@often',RUN}}}                    | cron.a: schedule: '@often' is unknown",
        "{'cron':{'a b':{'schedule':'@daily',RUN}}}                  | not a job name",
        "{'cron':{'a':{'after':{'jobs':['b']},RUN}}}                 | there is no job 'b'",
        "{'cron':{'a':{'after':{'jobs':['b']},RUN},'b':{'after':{'jobs':['a']},RUN}}} | no job",
        "{'cron':{'a':[]}}                                           | cron.a must be an object",
        "{'cron':[]}                                                 | cron must be an object",
        "{'crons':{}}                                                | queues, cron and config"
      })
  void namesThePlaceAndTheProblem(String file, String message) {
    assertThatThrownBy(() -> apply(file.strip().replace("RUN", RUN)))
        .isInstanceOf(DefinitionsException.class)
        .hasMessageContaining("definitions.json")
        .hasMessageContaining(message.strip());
  }
}
