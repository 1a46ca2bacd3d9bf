package io.pepper.web.api.cron;

import io.pepper.cron.TestRunResult;
import io.pepper.cron.run.Run;
import io.pepper.cron.run.RunState;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Map;

/** A run of a cron job, or a test of one, as JSON. */
final class RunDocument {
  /** The characters that lists show of an output at its beginning and at its end. */
  private static final int HEAD = 2_000;

  private static final int TAIL = 6_000;

  /** The factory of builders, looked up once: the lookup searches the class path. */
  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  private RunDocument() {}

  /** Writes a page of runs; long outputs are shortened, so that the page stays small. */
  static JsonObject write(List<Run> runs) {
    JsonArrayBuilder list = JSON.createArrayBuilder();
    runs.forEach(run -> list.add(write(run.withOutput(shortened(run.output())))));
    return JSON.createObjectBuilder().add("runs", list).build();
  }

  static JsonObjectBuilder write(Run run) {
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("id", run.id().value())
            .add("replica", run.slot())
            .add("nominal", run.nominal().toString());
    run.started().ifPresent(started -> json.add("started", started.toString()));
    run.ended().ifPresent(ended -> json.add("ended", ended.toString()));
    json.add("latenessMillis", run.lateness().toMillis())
        .add("node", run.node())
        .add("attempt", run.id().attempt())
        .add("state", run.state().text());
    run.exitCode().ifPresent(exit -> json.add("exitCode", exit));
    return json.add("output", run.output());
  }

  static JsonObject write(TestRunResult tested) {
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("succeeded", tested.ending().state() == RunState.SUCCEEDED)
            .add("state", tested.ending().state().text());
    tested.ending().exitCode().ifPresent(exit -> json.add("exitCode", exit));
    return json.add("problem", tested.ending().problem())
        .add("output", tested.output())
        .add("duration", tested.duration().toString())
        .build();
  }

  private static String shortened(String output) {
    if (output.length() <= HEAD + TAIL) {
      return output;
    }
    int head = HEAD - (Character.isHighSurrogate(output.charAt(HEAD - 1)) ? 1 : 0);
    int tail = output.length() - TAIL;
    tail += Character.isLowSurrogate(output.charAt(tail)) ? 1 : 0;
    return output.substring(0, head)
        + "\n… %d characters are left out of this list …\n".formatted(tail - head)
        + output.substring(tail);
  }
}
