package io.pepper.test.chaos;

import jakarta.json.Json;
import java.time.Duration;
import java.time.Instant;

/**
 * A job that is run through the chaos.
 *
 * @param replicas as in a document
 * @param work of its script
 */
record ChaosJob(
    String name, Duration period, String replicas, String overlap, String misfire, String work) {
  static final Duration TOLERANCE = Duration.ofSeconds(5);

  static ChaosJob everySecond(String name, String replicas, String overlap, String misfire) {
    return new ChaosJob(name, Duration.ofSeconds(1), replicas, overlap, misfire, ":");
  }

  ChaosJob every(Duration other) {
    return new ChaosJob(name, other, replicas, overlap, misfire, work);
  }

  ChaosJob doing(String script) {
    return new ChaosJob(name, period, replicas, overlap, misfire, script);
  }

  String document() {
    return """
    {"schedule":"@every %ds","replicas":%s,"overlap":"%s","misfire":"%s","tolerance":"%s",
     "run":{"type":"command","command":["sh","-c",%s]}}\
    """
        .formatted(
            period.toSeconds(),
            replicas,
            overlap,
            misfire,
            TOLERANCE,
            Json.createValue(Evidence.script(work)));
  }

  boolean mayOverlap() {
    return overlap.equals("allow");
  }

  boolean makesUp() {
    return misfire.equals("all");
  }

  /** Starts at once unless something is wrong. */
  boolean isPunctual() {
    return mayOverlap() && !makesUp();
  }

  boolean isDue(Instant second) {
    return second.getEpochSecond() % period.toSeconds() == 0;
  }
}
