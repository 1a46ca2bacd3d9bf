package io.pepper.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.setup.Coordinations;
import io.pepper.cron.catalog.JobChangeListener;
import io.pepper.cron.crontab.CrontabForm;
import io.pepper.cron.crontab.CrontabImport;
import io.pepper.cron.crontab.CrontabReading;
import io.pepper.cron.crontab.ImportRequest;
import io.pepper.cron.crontab.ImportedLine;
import io.pepper.cron.crontab.ImportedLineKind;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.definition.Overlap;
import io.pepper.cron.definition.RunTarget;
import io.pepper.cron.definition.document.JobDocument;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.settings.Settings;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Crontabs as jobs: what each line comes to, and that all or none are created. */
class CrontabImportTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** As Debian installs it. */
  private static final String ETC_CRONTAB =
      """
      # /etc/crontab: system-wide crontab
      # Unlike any other crontab you don't have to run the `crontab'
      # command to install the new version when you edit this file

      SHELL=/bin/sh
      # You can also override PATH, but by default, newer versions inherit it from the environment
      #PATH=/usr/local/sbin:/usr/local/bin:/sbin:/bin:/usr/sbin:/usr/bin

      # Example of job definition:
      # .---------------- minute (0 - 59)
      # |  .------------- hour (0 - 23)
      # |  |  .---------- day of month (1 - 31)
      # |  |  |  .------- month (1 - 12) OR jan,feb,mar,apr ...
      # |  |  |  |  .---- day of week (0 - 6) (Sunday=0 or 7) OR sun,mon,tue,wed,thu,fri,sat
      # |  |  |  |  |
      # *  *  *  *  * user-name command to be executed
      17 *	* * *	root	cd / && run-parts --report /etc/cron.hourly
      25 6	* * *	root	test -x /usr/sbin/anacron || { cd / && run-parts --report /etc/cron.daily; }
      47 6	* * 7	root	test -x /usr/sbin/anacron || { cd / && run-parts --report /etc/cron.weekly; }
      #
      """;

  @TempDir Path folder;
  private Coordination coordination;
  private CronJobs jobs;
  private CrontabImport crontabs;

  @BeforeEach
  void open() {
    coordination =
        Coordinations.open(Settings.of(Map.of("pepper.data", folder.resolve("data").toString())));
    jobs = new CronJobs(coordination, Clock.systemUTC(), CrontabImportTest::refuseMail);
    jobs.open(
        new JobChangeListener() {
          @Override
          public void jobChanged(JobName name) {}

          @Override
          public void jobRemoved(JobName name) {}
        });
    crontabs = new CrontabImport(jobs, Set.of("root", "www-data", "mail", "backup")::contains);
  }

  /** As a node does that has no mail server for this domain. */
  private static void refuseMail(CronJob job) {
    if (job.alarms().mail().stream().anyMatch(address -> address.endsWith("@nowhere.example"))) {
      throw new InvalidDefinitionException("alarms.mail", "there is no mail server");
    }
  }

  @AfterEach
  void close() throws IOException {
    jobs.close();
    coordination.close();
  }

  private static ImportRequest request(String text) {
    return new ImportRequest(
        text,
        Optional.empty(),
        BERLIN,
        Optional.empty(),
        Map.of(),
        Set.of(),
        JsonObject.EMPTY_JSON_OBJECT);
  }

  private ImportedLine only(String text) {
    List<ImportedLine> jobLines =
        crontabs.read(request(text)).lines().stream()
            .filter(line ->
                line.kind() == ImportedLineKind.JOB || line.kind() == ImportedLineKind.ERROR)
            .toList();
    assertThat(jobLines).hasSize(1);
    return jobLines.getFirst();
  }

  private static RunTarget.CommandTarget command(ImportedLine line) {
    return (RunTarget.CommandTarget) line.job().orElseThrow().run();
  }

  @Test
  void readsAUsersCrontab() {
    CrontabReading reading =
        crontabs.read(
            request(
                """
                PATH=/usr/local/bin:/usr/bin:/bin
                CRON_TZ = Asia/Tokyo
                MAILTO="ops@example.org, root"

                # refreshes the prices
                37 23 * * * /home/u/refresh.sh
                MAILTO=""
                @daily   /usr/bin/php /srv/shop/cleanup.php --all
                0 22-4/2 * * fri-mon  backup
                """));

    assertThat(reading.form()).isEqualTo(CrontabForm.USER);
    assertThat(reading.jobs())
        .extracting(ImportedLine::name)
        .containsExactly("refresh", "cleanup", "backup");
    CronJob first = reading.jobs().getFirst().job().orElseThrow();
    JsonObject document = JobDocument.write(first);
    assertThat(document.getString("schedule")).isEqualTo("37 23 * * *");
    assertThat(document.getString("dialect")).isEqualTo("unix");
    assertThat(document.getString("zone")).isEqualTo("Asia/Tokyo");
    assertThat(first.remark()).isEqualTo("refreshes the prices");
    assertThat(first.run())
        .isEqualTo(
            new RunTarget.CommandTarget(
                List.of("/bin/sh", "-c", "/home/u/refresh.sh"),
                Map.of("PATH", "/usr/local/bin:/usr/bin:/bin"),
                Optional.empty(),
                Optional.empty()));
    assertThat(first.overlap()).as("cron lets runs overlap").isEqualTo(Overlap.ALLOW);
    assertThat(first.timeout()).as("cron ends no run").isEqualTo(Duration.ofDays(7));
    assertThat(first.alarms().mail()).containsExactly("ops@example.org");
    assertThat(reading.jobs().get(1).job().orElseThrow().alarms().mail()).isEmpty();
    assertThat(reading.lines().get(2).notes().getFirst())
        .contains("go to ops@example.org when a run fails", "no addresses such as", "root");
    assertThat(jobs.all()).as("only read").isEmpty();
  }

  @Test
  void readsEtcCrontab() {
    CrontabReading reading = crontabs.read(request(ETC_CRONTAB));

    assertThat(reading.form()).isEqualTo(CrontabForm.SYSTEM);
    assertThat(reading.errors()).isEmpty();
    assertThat(reading.jobs())
        .extracting(ImportedLine::name)
        .containsExactly("cron.hourly", "cron.daily", "cron.weekly");
    assertThat(command(reading.jobs().getFirst()))
        .isEqualTo(
            new RunTarget.CommandTarget(
                List.of("/bin/sh", "-c", "cd / && run-parts --report /etc/cron.hourly"),
                Map.of(),
                Optional.empty(),
                Optional.of("root")));
    assertThat(reading.jobs()).allMatch(line -> line.job().orElseThrow().remark().isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 5 * * * www-data php /srv/cron.php | SYSTEM",
        "0 5 * * * php /srv/cron.php          | USER",
        "0 5 * * * mail -s hello u@x.example  | USER",
        "0 5 * * * backup                     | USER",
        "@daily root /x                       | SYSTEM",
      })
  void findsOutWhetherUsersAreNamed(String text, CrontabForm form) {
    assertThat(crontabs.read(request(text)).form()).isEqualTo(form);
  }

  /** A user that this machine does not have would else be run as a command. */
  @Test
  void asksForTheFormWhereSomeCommandsBeginWithAUser() {
    String text = "SHELL=/bin/sh\n0 5 * * * unheard /x\n0 6 * * * root /y\n0 7 * * * root /z\n";
    assertThatThrownBy(() -> crontabs.read(request(text)))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageStartingWith("form: cannot be told: the command of line 3 begins with a user")
        .hasMessageContaining("that of line 2 does not; choose system for /etc/crontab");

    ImportRequest system =
        new ImportRequest(
            text,
            Optional.of(CrontabForm.SYSTEM),
            BERLIN,
            Optional.empty(),
            Map.of(),
            Set.of(),
            JsonObject.EMPTY_JSON_OBJECT);
    assertThat(crontabs.read(system).form()).isEqualTo(CrontabForm.SYSTEM);
  }

  @Test
  void passesOverAByteOrderMark() {
    CrontabReading reading = crontabs.read(request("\uFEFF# prices\n0 5 * * * /x.sh"));

    assertThat(reading.errors()).isEmpty();
    assertThat(reading.lines().getFirst().kind()).isEqualTo(ImportedLineKind.COMMENT);
    assertThat(only("\uFEFF0 5 * * * /x.sh").kind()).isEqualTo(ImportedLineKind.JOB);
  }

  @Test
  void percentSignsAreInputAndLineEnds() {
    ImportedLine line =
        only("0 5 * * * mail -s \"100\\% done\" x@example.org%Hello,%%it's done.\\%");

    assertThat(command(line).command().getLast())
        .isEqualTo(
            "{ mail -s \"100% done\" x@example.org\n} <<'INPUT'\nHello,\n\nit's done.%\nINPUT");
    assertThat(line.notes()).containsExactly("what follows % is its standard input");
  }

  @Test
  void theInputReachesTheCommandAsItDoesFromCron() throws Exception {
    ImportedLine line = only("0 5 * * * sed 's/^/> /' # quotes%$HOME%`b` \\%x%INPUT");
    Process shell = new ProcessBuilder(command(line).command()).redirectErrorStream(true).start();

    assertThat(new String(shell.getInputStream().readAllBytes()))
        .isEqualTo("> $HOME\n> `b` %x\n> INPUT\n");
  }

  @ParameterizedTest
  @CsvSource({"cat%text%, text~", "cat%text, text~", "cat%, ''", "cat%%, ~", "cat%a%%b%%, a~~b~~"})
  void theInputEndsWithOneLineEndAsFromCron(String text, String input) throws Exception {
    Process shell =
        new ProcessBuilder(command(only("0 5 * * * " + text)).command())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .start();

    assertThat(new String(shell.getInputStream().readAllBytes()))
        .isEqualTo(input.replace('~', '\n'));
  }

  @Test
  void saysWhatBecomesOfEnvironmentLines() {
    CrontabReading reading =
        crontabs.read(
            request(
                """
                SHELL=/bin/bash
                HOME=/srv/app
                "FOO BAR" = " two words "
                RANDOM_DELAY=15
                LOGNAME=u
                TZ=UTC
                0 5 * * * make all
                """));

    ImportedLine job = reading.jobs().getFirst();
    assertThat(command(job).command()).startsWith("/bin/bash", "-c");
    assertThat(command(job).directory()).contains("/srv/app");
    assertThat(command(job).environment())
        .isEqualTo(Map.of("HOME", "/srv/app", "FOO BAR", " two words ", "TZ", "UTC"));
    assertThat(job.job().orElseThrow().jitter()).isEqualTo(Duration.ofMinutes(15));
    assertThat(reading.lines().get(4).notes())
        .containsExactly("left out: it follows from run.user");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "61 * * * * true            | schedule: minute: 61 is too large: use 0 to 59",
        "* * * * true               | this is neither NAME=value nor five fields",
        "@reboot /x                 | schedule: '@reboot' is unknown",
        "@daily                     | there is no command after @daily",
        "0 5 30 2 * true            | schedule: day of month: none of the given months has day 30",
        "0 5 * * * %only input      | run.command: there is no command",
        "CRON_TZ=Mars/Olympus       | 'Mars/Olympus' is no time zone",
        "SHELL=bash                 | the shell must be an absolute path",
      })
  void saysWhatIsWrongWithALine(String text, String problem) {
    ImportedLine line = only(text);

    assertThat(line.kind()).isEqualTo(ImportedLineKind.ERROR);
    assertThat(line.problem()).startsWith(problem);
  }

  @Test
  void mailThatCannotBeSentKeepsNoJobFromRunning() {
    ImportedLine line = only("MAILTO=u@nowhere.example\n0 5 * * * true");

    assertThat(line.kind()).isEqualTo(ImportedLineKind.JOB);
    assertThat(line.notes()).containsExactly("MAILTO is left out: there is no mail server");
    assertThat(line.job().orElseThrow().alarms().mail()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/usr/bin/flock -n /tmp/x.lock nice -n 10 /opt/etl/load_all.sh --full | load_all",
        "cd /srv/app && ./artisan schedule:run >> /dev/null 2>&1 | artisan",
        "FOO=bar /usr/bin/env python3 /srv/report.py | report",
        "[ -x /usr/lib/php/sessionclean ] && /usr/lib/php/sessionclean | sessionclean",
        "php -q /srv/cron.php | cron",
        "curl -fsS 'https://example.org/ping?a=b' | curl",
        "/srv/Größe.sh | Gr-e",
        "true | true",
      })
  void proposesANameByTheProgram(String commandLine, String name) {
    assertThat(only("0 5 * * * " + commandLine).name()).isEqualTo(name);
  }

  @Test
  void createsAllAndOnlyOnce() {
    String text = "0 5 * * * /a.sh\n0 6 * * * /a.sh\n";
    CrontabReading created = crontabs.create(request(text));

    assertThat(created.jobs()).extracting(ImportedLine::name).containsExactly("a", "a-2");
    assertThat(names()).containsExactlyInAnyOrder("a", "a-2");
    CrontabReading again = crontabs.read(request(text + "0 7 * * * /a.sh\n"));
    assertThat(again.lines())
        .extracting(ImportedLine::kind)
        .containsExactly(ImportedLineKind.PRESENT, ImportedLineKind.PRESENT, ImportedLineKind.JOB);
    assertThat(again.jobs().getFirst().name()).isEqualTo("a-3");
    assertThatThrownBy(() -> crontabs.create(request(text)))
        .hasMessage("text: there is no job in it that is not there yet");
  }

  @Test
  void createsNothingWhileALineCannotBeUsed() {
    String text = "0 5 * * * /a.sh\n99 5 * * * /b.sh\n";
    assertThatThrownBy(() -> crontabs.create(request(text)))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageStartingWith(
            "text: nothing was created, since line 2 cannot be used: schedule: minute: 99");
    assertThat(names()).isEmpty();

    crontabs.create(
        new ImportRequest(
            text,
            Optional.of(CrontabForm.USER),
            BERLIN,
            Optional.empty(),
            Map.of(1, "nightly"),
            Set.of(2),
            Json.createObjectBuilder().add("paused", true).add("tag", "batch").build()));
    CronJob job = jobs.get(new JobName("nightly"));
    assertThat(job.paused()).isTrue();
    assertThat(job.tag()).isEqualTo("batch");
    assertThat(names()).containsExactly("nightly");
  }

  @Test
  void neverReplacesAJob() {
    crontabs.create(request("0 5 * * * /a.sh"));

    ImportRequest taken =
        new ImportRequest(
            "0 6 * * * /b.sh\n0 7 * * * /c.sh",
            Optional.empty(),
            BERLIN,
            Optional.empty(),
            Map.of(1, "a", 2, "a b"),
            Set.of(),
            JsonObject.EMPTY_JSON_OBJECT);
    assertThat(crontabs.read(taken).errors())
        .extracting(ImportedLine::problem)
        .satisfiesExactly(
            problem -> assertThat(problem).startsWith("name: there is another job 'a'"),
            problem -> assertThat(problem).startsWith("name: 'a b' is not a job name"));
    assertThatThrownBy(() -> crontabs.create(taken)).hasMessageContaining("(and 1 more)");
    assertThat(names()).containsExactly("a");
  }

  /** Between reading and writing somebody else defines one of the names. */
  @Test
  void allOrNoneAlsoWhenSomebodyElseIsFaster() {
    CrontabReading reading = crontabs.read(request("0 5 * * * /a.sh\n0 6 * * * /b.sh"));
    jobs.define(new JobName("b"), JobDocument.write(reading.jobs().get(0).job().orElseThrow()));

    List<CronJob> both = new ArrayList<>();
    reading.jobs().forEach(line -> both.add(line.job().orElseThrow()));
    assertThatThrownBy(() -> jobs.defineNew(both))
        .hasMessageStartingWith("names: nothing was created");
    assertThat(names()).containsExactly("b");
  }

  @Test
  void hasLimits() {
    String many =
        IntStream.range(0, 101)
            .mapToObj(i -> i % 60 + " 5 * * * /bin/j" + i)
            .collect(Collectors.joining("\n"));
    assertThatThrownBy(() -> crontabs.create(request(many)))
        .hasMessageStartingWith("text: there are 101 jobs in it: import 100 at once");
    String more = "* * * * * true\n".repeat(ImportRequest.MAX_ENTRIES + 1);
    assertThatThrownBy(() -> crontabs.read(request(more)))
        .hasMessage("text: has 1001 entries: send 1000 or fewer at once");
    assertThatThrownBy(() -> request("#".repeat(ImportRequest.MAX_CHARACTERS + 1)))
        .hasMessageStartingWith("text: has 262145 characters");
    assertThat(names()).isEmpty();
  }

  private List<String> names() {
    return jobs.all().map(job -> job.name().value()).toList();
  }
}
