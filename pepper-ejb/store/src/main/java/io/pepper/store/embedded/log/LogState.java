package io.pepper.store.embedded.log;

import io.pepper.job.TopicId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that a log knows in memory: topics, segments, and where it goes on. Used by the one thread of
 * the log.
 */
final class LogState {
  private final Map<TopicId, TopicLists> topics = new LinkedHashMap<>();
  private final Map<Integer, TopicLists> byNumber = new HashMap<>();
  private final Map<Long, LogSegment> segments = new LinkedHashMap<>();
  private LogSegment active;
  private long lastNumber;
  private int lastTopic;
  private long nextSequence = 1;

  TopicLists topic(TopicId id) {
    return topics.get(id);
  }

  /** Returns the topic of this number; null if none was named so. */
  TopicLists topic(int number) {
    return byNumber.get(number);
  }

  Collection<TopicLists> topics() {
    return topics.values();
  }

  TopicLists addTopic(TopicId id) {
    return addTopic(lastTopic + 1, id);
  }

  TopicLists addTopic(int number, TopicId id) {
    TopicLists topic = new TopicLists(number, id);
    topics.put(id, topic);
    byNumber.put(number, topic);
    lastTopic = Math.max(lastTopic, number);
    return topic;
  }

  /** Returns a copy of the list of segments in use. */
  List<LogSegment> segments() {
    return new ArrayList<>(segments.values());
  }

  LogSegment segment(long number) {
    return segments.get(number);
  }

  void add(LogSegment segment) {
    segments.put(segment.segment().number(), segment);
    numberAtLeast(segment.segment().number());
  }

  void remove(LogSegment segment) {
    segments.remove(segment.segment().number());
  }

  /** Returns the segment that is written; null before there is one. */
  LogSegment active() {
    return active;
  }

  void active(LogSegment segment) {
    active = segment;
    add(segment);
  }

  /** Ends the segment that is written. */
  LogSegment seal() {
    LogSegment sealed = active;
    sealed.seal();
    sealed.runs().forEach(run -> run.list().seal());
    return sealed;
  }

  long nextNumber() {
    return ++lastNumber;
  }

  long lastNumber() {
    return lastNumber;
  }

  void numberAtLeast(long used) {
    lastNumber = Math.max(lastNumber, used);
  }

  /** Returns the sequence of the next frame. */
  long nextSequence() {
    return nextSequence;
  }

  void nextSequence(long next) {
    nextSequence = next;
  }
}
