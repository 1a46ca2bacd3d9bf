package io.pepper.cron.definition.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.definition.Misfire;
import io.pepper.cron.definition.Overlap;
import io.pepper.cron.definition.Replicas;
import io.pepper.cron.definition.Trigger;
import io.pepper.definition.ExactJson;
import io.pepper.definition.InvalidDefinitionException;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobDocumentTest {
  private static final JobName NAME = new JobName("report");
  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final String RUN = "'run':{'type':'command','command':['true']}";

  private static JsonObject json(String text) {
    return Json.createReader(new StringReader(text.replace('\'', '"'))).readObject();
  }

  private static CronJob read(String text) {
    return JobDocument.read(NAME, json(text), Optional.empty(), NOW);
  }

  private static CronJob withFields(String fields) {
    return read("{'schedule':'@daily'," + RUN + "," + fields + "}");
  }

  @Test
  void saysWhatIsNotSaid() {
    CronJob job = read("{'schedule':'@daily'," + RUN + "}");
    assertThat(job.overlap()).isEqualTo(Overlap.SKIP);
    assertThat(job.misfire().misfire()).isEqualTo(Misfire.SKIP);
    assertThat(job.replicas()).isEqualTo(Replicas.ONE);
    assertThat(job.tag()).isEqualTo("default");
    assertThat(job.retry().attempts()).isEqualTo(1);
    assertThat(job.timeout()).isEqualTo(Duration.ofHours(1));
    assertThat(job.paused()).isFalse();
    assertThat(job.since()).isEqualTo(NOW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'schedule':'0 30 2 * * *','dialect':'seconds','zone':'Europe/Berlin',"
            + "'startAt':'2026-04-01T00:00:00Z','endAt':'2027-04-01T00:00:00Z','maxRuns':7,"
            + "'jitter':'PT30S','run':{'type':'command','command':['sh','-c','date'],"
            + "'environment':{'A':'1'},'directory':'/tmp','user':'nobody'},'tag':'batch',"
            + "'replicas':3,'overlap':'queue','misfire':'all','misfireWindow':'PT2H',"
            + "'tolerance':'PT1M','timeout':'PT5M','grace':'PT3S',"
            + "'retry':{'attempts':4,'backoff':'linear','initial':'PT1S','max':'PT9S'},"
            + "'excludes':['other'],'alarms':{'on':['failed','late'],'late':'PT9S',"
            + "'webhook':'https://example.org/hook','mail':['ops@example.org'],'queue':'alarms'},"
            + "'remark':'for the books','paused':true}",
        "{'schedule':'@loop 5s','run':{'type':'http','method':'PUT','url':'http://localhost:1/x',"
            + "'headers':{'X-A':'b'},'contentType':'text/plain','body':'hi'},'replicas':'all'}",
        "{'after':{'jobs':['a','b'],'on':'any'},"
            + "'run':{'type':'job','queue':'orders','payload':'{}'}}",
        "{'schedule':'@manually','run':{'type':'fastcgi','address':'127.0.0.1:9000',"
            + "'script':'/srv/x.php','fields':{'a':'b'}}}"
      })
  void staysTheSameWrittenAndReadAgain(String text) {
    CronJob job = read(text);
    assertThat(read(JobDocument.write(job).toString())).isEqualTo(job);
    assertThat(JobDocument.readStored(NAME, JobDocument.writeStored(job), NOW.plusSeconds(9), 5))
        .isEqualTo(job);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'schedule':'61 * * * *'                       | schedule   | minute",
        "'schedule':'0 0 0 30 2 ?'                     | schedule   | never",
        "'schedule':'@every 0s'                        | schedule   | @every",
        "'schedule':'@daily','zone':'Mars/Olympus'     | zone       | no time zone",
        "'schedule':'@daily','dialect':'quartz'        | dialect    | auto, seconds or unix",
        "'schedule':'@daily','timeout':'-PT1S'         | timeout    | PT0.1S",
        "'schedule':'@daily','timeout':'1s'            | timeout    | ISO-8601",
        "'schedule':'@daily','replicas':0              | replicas   | 1 to 100",
        "'schedule':'@daily','replicas':'some'         | replicas   | all",
        "'schedule':'@daily','overlap':'never'         | overlap    | skip, queue, allow, replace",
        "'schedule':'@daily','misfire':'later'         | misfire    | skip, once, all",
        "'schedule':'@daily','maxRuns':0               | maxRuns    | from 1",
        "'schedule':'@daily','jitter':'P8D'            | jitter     | P7D",
        "'schedule':'@daily','excludes':['report']     | excludes   | exclude itself",
        "'schedule':'@daily','excludes':['a b']        | excludes   | not a job name",
        "'schedule':'@daily','colour':'red'            | colour     | not known",
        "'schedule':'@daily','after':{'jobs':['a']}    | after      | exclude each other",
        "'after':{'jobs':['report']}                   | after      | after itself",
        "'after':{'jobs':[]}                           | after      | 1 to 100",
        "'schedule':'@loop 2d'                         | schedule   | 24h",
        "'schedule':'@daily','startAt':'tomorrow'      | startAt    | an instant",
        "'schedule':'@daily','retry':{'attempts':0}    | retry.attempts | 1 to 1000",
        "'schedule':'@daily','alarms':{'on':['failed']} | alarms     | webhook, mail or queue",
        "'schedule':'@at 2026-03-02T11:59:59Z'         | schedule   | is over, so the job would"
            + " never run: it is 2026-03-02T12:00:00Z now",
        "'schedule':'@at 2026-03-02T12:00:00Z'         | schedule   | is over",
        "'schedule':'@at 2026-03-03T12:00','startAt':'2026-03-04T00:00:00Z' | schedule | startAt is"
            + " 2026-03-04",
        "'schedule':'@at 2026-03-03T12:00','endAt':'2026-03-03T12:00:00Z' | endAt | not after the"
            + " first run",
        "'schedule':'@daily','endAt':'2026-03-02T20:00:00Z' | endAt | not after the first run at"
            + " 2026-03-03",
        "'schedule':'@loop 5s','endAt':'2026-03-02T12:00:00Z' | endAt | has passed, so the job",
        "'schedule':'*-5 * * * *'                      | schedule   | minute: '*-5' is no range",
        "'paused':true                                 | schedule   | is needed"
      })
  void namesTheFieldAndTheRemedy(String fields, String field, String problem) {
    assertThatThrownBy(() -> read("{" + fields.strip() + "," + RUN + "}"))
        .isInstanceOfSatisfying(
            InvalidDefinitionException.class,
            e -> {
              assertThat(e.field()).isEqualTo(field.strip());
              assertThat(e.problem()).contains(problem.strip());
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'type':'shell'                                      | run.type",
        "'type':'command','command':[]                       | run",
        "'type':'command'                                    | run.command",
        "'type':'http','url':'ftp://x'                       | run",
        "'type':'http','url':'http://u:p@x/'                 | run",
        "'type':'http','url':'http://x/','method':'BREW'     | run",
        "'type':'fastcgi','address':'x:1','script':'a.php'   | run",
        "'type':'fastcgi','address':'tcp://x:1','script':'/a.php' | run.address",
        "'type':'http','url':'http://x/a b'                  | run.url",
        "'type':'job','queue':'a b','payload':''             | run.queue",
        "'type':'command','command':['true'],'shell':true    | run.shell"
      })
  void namesWhatIsWrongWithTheTarget(String run, String field) {
    assertThatThrownBy(() -> read("{'schedule':'@daily','run':{" + run.strip() + "}}"))
        .isInstanceOfSatisfying(
            InvalidDefinitionException.class, e -> assertThat(e.field()).isEqualTo(field.strip()));
  }

  @Test
  void refusesNumbersOfAnyLengthByName() {
    String document = "{\"run\":{\"fields\":[" + "9".repeat(5_000) + "]}}";
    assertThatThrownBy(() -> ExactJson.read(document))
        .isInstanceOfSatisfying(
            InvalidDefinitionException.class, e -> assertThat(e.field()).isEqualTo("run.fields"))
        .hasMessageEndingWith("is a number of more digits than can be kept");
    assertThatThrownBy(() -> withFields("'maxRuns':1e999999999"))
        .hasMessageStartingWith("maxRuns: must be a whole number");
  }

  @Test
  void refusesALongRemark() {
    assertThatThrownBy(() -> withFields("'remark':'" + "x".repeat(1001) + "'"))
        .hasMessage("remark: has 1001 characters: use 1000 or fewer");
  }

  /** Its document can be saved again, as a file of definitions is at each start. */
  @Test
  void aJobThatIsThereMayOutliveItsLastInstant() {
    JsonObject document = json("{'schedule':'@at 2026-03-03T12:00'," + RUN + "}");
    CronJob before = JobDocument.read(NAME, document, Optional.empty(), NOW);

    Instant later = Instant.parse("2026-04-01T00:00:00Z");
    assertThat(JobDocument.read(NAME, document, Optional.of(before), later)).isEqualTo(before);
    assertThatThrownBy(() -> JobDocument.read(NAME, document, Optional.empty(), later))
        .isInstanceOf(ScheduleOverException.class);
  }

  @Test
  void whatWasTakenBeforeIsStillRead() {
    JsonObject stored = json("{'schedule':'*-5 * * * *','dialect':'unix'," + RUN + "}");
    JsonObject original =
        json(
            "{'name':'report','schedule':'*-5 * * *"
                + " *','concurrency':1,'executor_params':['true']}");

    assertThat(JobDocument.readStored(NAME, stored, NOW, 1).trigger())
        .isInstanceOf(Trigger.Scheduled.class);
    assertThat(JobDocument.readStored(NAME, original, NOW, 1).trigger())
        .isInstanceOf(Trigger.Scheduled.class);
    JsonObject address =
        json("{'schedule':'@daily','run':{'type':'fastcgi','address':'tcp://x:1','script':'/a'}}");
    assertThat(JobDocument.readStored(NAME, address, NOW, 1).name()).isEqualTo(NAME);
    JsonObject over =
        json(
            "{'name':'r','schedule':'@at"
                + " 2001-01-01T00:00Z','concurrency':1,'executor_params':['true']}");
    assertThatThrownBy(() -> JobDocument.readOriginal(over, NOW))
        .isInstanceOf(ScheduleOverException.class);
    assertThatThrownBy(() -> JobDocument.readOriginal(original, NOW))
        .hasMessageContaining("'*-5' is no range");
  }

  @Test
  void answersCanBeSentBack() {
    assertThat(withFields("'name':'report','reading':'x','next':[],'totals':{},'warnings':[]"))
        .isEqualTo(read("{'schedule':'@daily'," + RUN + "}"));
  }

  @Test
  void aChangeThatLeavesTheTimesAloneGoesOnWhereItStood() {
    CronJob before = withFields("'maxRuns':3");
    Instant later = NOW.plusSeconds(100);
    CronJob same =
        JobDocument.read(
            NAME,
            json("{'schedule':'@daily'," + RUN + ",'maxRuns':5,'timeout':'PT1S'}"),
            Optional.of(before),
            later);
    assertThat(same.since()).isEqualTo(before.since());
    assertThat(same.epoch()).isEqualTo(before.epoch());
    CronJob other =
        JobDocument.read(
            NAME, json("{'schedule':'@hourly'," + RUN + "}"), Optional.of(before), later);
    assertThat(other.since()).isEqualTo(later);
    assertThat(other.epoch()).isNotEqualTo(before.epoch());
  }

  @Test
  void aPausedJobStaysPausedUnlessTheDocumentSaysOtherwise() {
    CronJob paused = withFields("'paused':true");
    JsonObject silent = json("{'schedule':'@daily'," + RUN + "}");
    assertThat(JobDocument.read(NAME, silent, Optional.of(paused), NOW).paused()).isTrue();
    JsonObject resumed = json("{'schedule':'@daily'," + RUN + ",'paused':false}");
    CronJob running = JobDocument.read(NAME, resumed, Optional.of(paused), NOW.plusSeconds(100));
    assertThat(running.paused()).isFalse();
    assertThat(running.since()).isEqualTo(NOW.plusSeconds(100));
    assertThat(running.epoch()).isEqualTo(paused.epoch());
  }
}
