package io.pepper.store.embedded;

import io.pepper.job.Job;
import io.pepper.job.JobFormatException;
import io.pepper.job.JobJson;
import io.pepper.job.TopicId;
import io.pepper.storage.LastVersion;
import io.pepper.store.StoreUnavailableException;
import io.pepper.store.embedded.log.JobLog;
import io.pepper.store.embedded.log.TopicLists;
import io.pepper.store.embedded.segment.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;

/**
 * The taking over of the jobs that earlier versions kept in a file of MVStore. A mark says that it
 * is under way; if that is found at a start, all begins again.
 */
final class MvStoreTakeover {
  static final String FILE = "jobs.mv";
  static final String TAKEN_OVER = "jobs.mv.taken-over";
  static final String UNDER_WAY = "taking-over";
  private static final System.Logger LOG = System.getLogger(MvStoreTakeover.class.getName());
  private static final String READY = "ready/";
  private static final String SCHEDULED = "scheduled/";
  private static final String DEAD = "dead/";
  private static final int FRAME_JOBS = 1_000;

  /** A receiver of entries. */
  @FunctionalInterface
  private interface Target<K> {
    void add(K key, Job job) throws IOException;
  }

  private final Path folder;
  private final Disk disk;
  private final long segmentBytes;
  private JobLog log;
  private long jobs;

  /**
   * @param segmentBytes the size of the segments of the log
   */
  MvStoreTakeover(Path folder, Disk disk, long segmentBytes) {
    this.folder = folder;
    this.disk = disk;
    this.segmentBytes = segmentBytes;
  }

  /**
   * Takes the jobs over if there are any.
   *
   * @throws StoreUnavailableException if the file cannot be read, or there is a log already
   */
  void run() throws IOException {
    List<String> names = disk.names();
    if (names.contains(FILE)) {
      begin(names);
      importJobs();
      disk.rename(FILE, TAKEN_OVER);
      disk.forceNames();
      LOG.log(
          System.Logger.Level.INFO,
          "Took {0} jobs over from {1}, which is {2} now and may be deleted",
          jobs,
          folder.resolve(FILE),
          TAKEN_OVER);
    }
    disk.delete(UNDER_WAY);
  }

  private void begin(List<String> names) throws IOException {
    boolean isRepeated = names.contains(UNDER_WAY);
    for (String name : names) {
      boolean isOfLog =
          name.endsWith(".segment") || name.endsWith(".index") || name.startsWith("checkpoint");
      if (isOfLog && !isRepeated) {
        throw new StoreUnavailableException(
            "There are jobs both in "
                + folder.resolve(FILE)
                + ", of an earlier version, and in the log beside it;"
                + " move one of them away (setting pepper.data)",
            null);
      }
      if (isOfLog) {
        disk.delete(name);
      }
    }
    disk.create(UNDER_WAY).close();
    disk.forceNames();
  }

  private void importJobs() throws IOException {
    MVStore store = open();
    try {
      log = JobLog.open(disk, segmentBytes, Runnable::run);
      for (String name : store.getMapNames()) {
        if (name.startsWith(SCHEDULED)) {
          TopicLists topic = topic(name, SCHEDULED);
          MVMap<ScheduledKey, byte[]> map =
              map(store, name, ScheduledKey.ScheduledKeyType.INSTANCE);
          move(topic, map, (key, job) -> log.add(topic.scheduled(), key.millis(), job));
        } else if (name.startsWith(READY)) {
          TopicLists topic = topic(name, READY);
          move(topic, map(store, name, LongDataType.INSTANCE), (key, job) -> ready(topic, job));
        } else if (name.startsWith(DEAD)) {
          TopicLists topic = topic(name, DEAD);
          move(topic, map(store, name, LongDataType.INSTANCE), (key, job) -> dead(topic, job));
        }
      }
      addTotals(store);
      log.commit();
      log.close();
    } catch (MVStoreException e) {
      throw new StoreUnavailableException(problem(e), e);
    } finally {
      store.closeImmediately();
    }
  }

  private void ready(TopicLists topic, Job job) throws IOException {
    log.add(topic.ready(), 0, job);
  }

  private void dead(TopicLists topic, Job job) throws IOException {
    log.add(topic.dead(), 0, job);
  }

  private MVStore open() {
    try {
      return LastVersion.open(
          folder.resolve(FILE).toString(), () -> new MVStore.Builder().autoCommitDisabled());
    } catch (MVStoreException e) {
      throw new StoreUnavailableException(problem(e), e);
    } catch (IOException e) {
      throw new StoreUnavailableException(
          "The jobs in "
              + folder.resolve(FILE)
              + " cannot be taken over;"
              + " restore the file, or move it away to start without the jobs in it: "
              + e,
          e);
    }
  }

  private String problem(MVStoreException e) {
    String reason =
        e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED
            ? " are in use by another process; stop it"
            : " cannot be read; restore the file, or move it away to start without the jobs in it: "
                + e.getMessage();
    return "The jobs of an earlier version in " + folder.resolve(FILE) + reason;
  }

  private TopicLists topic(String map, String kind) {
    int slash = map.indexOf('/', kind.length());
    return log.topic(TopicId.of(map.substring(kind.length(), slash), map.substring(slash + 1)));
  }

  private static <K> MVMap<K, byte[]> map(MVStore store, String name, BasicDataType<K> keys) {
    return store.openMap(
        name, new MVMap.Builder<K, byte[]>().keyType(keys).valueType(ByteArrayDataType.INSTANCE));
  }

  private <K> void move(TopicLists topic, MVMap<K, byte[]> map, Target<K> target)
      throws IOException {
    Cursor<K, byte[]> entries = map.cursor(null);
    while (entries.hasNext()) {
      K key = entries.next();
      try {
        target.add(key, JobJson.read(entries.getValue()));
      } catch (JobFormatException e) {
        log.add(topic.dead(), 0, JobJson.unreadable(entries.getValue(), e));
      }
      if (++jobs % FRAME_JOBS == 0) {
        log.commit();
      }
    }
  }

  private void addTotals(MVStore store) {
    MVMap<String, String> totals =
        store.openMap(
            "figures",
            new MVMap.Builder<String, String>()
                .keyType(StringDataType.INSTANCE)
                .valueType(StringDataType.INSTANCE));
    for (Map.Entry<String, String> entry : totals.entrySet()) {
      String[] numbers = entry.getValue().split(" ");
      TopicLists topic = topic(entry.getKey(), "");
      log.addTotals(topic, Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
    }
  }
}
