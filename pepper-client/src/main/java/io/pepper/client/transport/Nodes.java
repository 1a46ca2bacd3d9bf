package io.pepper.client.transport;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The servers, and the one that is asked now. Those given at the start are kept for ever; others
 * are learned from the servers and forgotten when they are gone. Safe for any number of threads.
 */
public final class Nodes {
  private static final int MAX_NODES = 64;

  private final List<String> seeds;
  private List<String> all;
  private int index;

  /**
   * Begins with the first of them, in an order of its own.
   *
   * @param seeds such as {@code http://10.0.0.1:8080}
   */
  public Nodes(List<String> seeds) {
    this.seeds = shuffled(seeds);
    this.all = this.seeds;
  }

  /** Returns the server to ask now. */
  public synchronized String current() {
    return all.get(index);
  }

  /** Returns the number of servers. */
  public synchronized int size() {
    return all.size();
  }

  /** Moves on to the next node, unless another thread did so already. */
  public synchronized void moveOn(String from) {
    if (all.get(index).equals(from)) {
      index = (index + 1) % all.size();
    }
  }

  /** Replaces what was learned before. */
  public synchronized void learn(List<String> learned) {
    String before = current();
    // The seeds first: however many are learned, they never fall out.
    Set<String> next = new LinkedHashSet<>(seeds);
    next.addAll(shuffled(learned));
    all = next.stream().limit(Math.max(MAX_NODES, seeds.size())).toList();
    index = Math.max(all.indexOf(before), 0);
  }

  private static List<String> shuffled(List<String> urls) {
    List<String> shuffled = new ArrayList<>(urls);
    Collections.shuffle(shuffled);
    return List.copyOf(shuffled);
  }
}
