package io.pepper.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.job.JobState;
import io.pepper.job.TopicId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The start of {@link CrashingNode}s and their end by SIGKILL. */
public final class Crashes {
  private static final long IDS_PER_NODE = 1L << 32;

  private final String uri;
  private final Path data;
  private final Set<Long> acknowledged = new HashSet<>();
  private long nodes;

  public Crashes(String uri, Path data) {
    this.uri = uri;
    this.data = data;
  }

  /**
   * Runs a node until it has printed that many ids, and kills it; what it printed till then counts.
   */
  public void killAfter(int ids) throws Exception {
    Process node =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                CrashingNode.class.getName(),
                uri,
                data.toString(),
                Long.toString(++nodes * IDS_PER_NODE))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = node.inputReader()) {
      int before = acknowledged.size();
      String line;
      while ((line = whole(output)) != null) {
        acknowledged.add(Long.parseLong(line));
        if (acknowledged.size() == before + ids) {
          node.toHandle().destroyForcibly();
        }
      }
      assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(before + ids);
    } finally {
      node.destroyForcibly().waitFor();
    }
  }

  /** A line with its end, or null: the kill may cut the last one. */
  private static String whole(BufferedReader output) throws IOException {
    StringBuilder line = new StringBuilder();
    int c;
    while ((c = output.read()) >= 0) {
      if (c == '\n') {
        return line.toString();
      }
      line.append((char) c);
    }
    return null;
  }

  public Set<Long> acknowledged() {
    return acknowledged;
  }

  /** The ids of all jobs of the topic, in whatever state. */
  public static Set<Long> stored(JobStore store, TopicId topic) {
    Set<Long> found = new HashSet<>();
    for (JobState state : List.of(JobState.values())) {
      Optional<String> cursor = Optional.empty();
      do {
        JobListPage page = store.browse(topic, state, cursor, 1000);
        page.jobs().forEach(listed -> found.add(listed.job().id().bits()));
        cursor = page.cursor();
      } while (cursor.isPresent());
    }
    return found;
  }

  /** The topic the nodes use. */
  public static TopicId topic() {
    return CrashingNode.TOPIC;
  }
}
