package io.pepper.store.embedded.log;

import io.pepper.job.TopicId;
import io.pepper.store.embedded.segment.ByteReader;
import io.pepper.store.embedded.segment.FrameReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The changes that the records of frames make to the state of a log, at a start. */
final class RecordReplay {
  private final LogState state;
  private final Adoption adoption;
  private LogSegment segment;

  /** The two records that say which segments are in use. */
  interface Adoption {
    /** Begins to use a copy in the place of its sources. */
    void adopt(long copy, List<Long> sources) throws IOException;

    /** Ends the use of a segment. */
    void free(long number);

    /** Notes that the segment, a copy, holds all that was needed of another. */
    void copied(long source);
  }

  RecordReplay(LogState state, Adoption adoption) {
    this.state = state;
    this.adoption = adoption;
  }

  /** Replays the records of one frame of a segment. */
  void replay(LogSegment source, FrameReader frame) throws IOException {
    segment = source;
    ByteReader in = frame.records();
    while (in.hasMore()) {
      int place = (int) frame.offset();
      int type = in.getByte();
      switch (type & LogRecords.KIND) {
        case LogRecords.JOB -> job(type, place, in);
        case LogRecords.REMOVED -> removed(type & LogRecords.STATE, in);
        case LogRecords.TOPIC -> topic(in);
        case LogRecords.TOTALS -> {
          TopicLists topic = topicOf(in);
          topic.totals(in.getVarLong(), in.getVarLong());
        }
        case LogRecords.FREED -> adoption.free(in.getVarLong());
        case LogRecords.ADOPTED -> adopted(in);
        case LogRecords.COPIED -> adoption.copied(in.getVarLong());
        default -> throw new IOException("a record of type " + type + ", of a newer version");
      }
    }
  }

  private void job(int type, int place, ByteReader in) throws IOException {
    int length = in.getInt();
    in.skip(Integer.BYTES);
    int end = in.position() + length;
    TopicLists topic = topicOf(in);
    StoredJobList list = topic.list(type & LogRecords.STATE);
    long sequence = in.getVarLong();
    long time = list.isScheduled() ? in.getVarLong() : 0;
    in.skip(end - in.position());
    topic.sequenceAtLeast(sequence);
    if ((type & LogRecords.NEW_RUN) != 0) {
      list.seal();
    }
    list.add(segment, time, sequence, place);
  }

  private void removed(int listState, ByteReader in) throws IOException {
    StoredJobList list = topicOf(in).list(listState);
    long sequence = in.getVarLong();
    long time = list.isScheduled() ? in.getVarLong() : 0;
    list.topic().sequenceAtLeast(sequence);
    StoredJobList.Place place = list.find(time, sequence);
    if (place != null) {
      list.remove(place.run(), place.ordinal());
    }
  }

  private TopicLists topicOf(ByteReader in) throws IOException {
    int number = (int) in.getVarLong();
    TopicLists topic = state.topic(number);
    if (topic == null) {
      throw new IOException(
          segment.segment().path() + " does not say which topic " + number + " is");
    }
    return topic;
  }

  private void topic(ByteReader in) {
    int number = (int) in.getVarLong();
    long sequence = in.getVarLong();
    long succeeded = in.getVarLong();
    long failed = in.getVarLong();
    TopicId id = LogRecords.topicId(in);
    TopicLists topic = state.topic(number);
    if (topic == null) {
      topic = state.addTopic(number, id);
    }
    topic.sequenceAtLeast(sequence);
    topic.totals(succeeded, failed);
    topic.namedIn(segment);
  }

  private void adopted(ByteReader in) throws IOException {
    long copy = in.getVarLong();
    List<Long> sources = new ArrayList<>();
    for (long i = in.getVarLong(); i > 0; i--) {
      sources.add(in.getVarLong());
    }
    adoption.adopt(copy, sources);
  }
}
