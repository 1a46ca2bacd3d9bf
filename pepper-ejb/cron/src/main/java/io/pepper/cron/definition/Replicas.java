package io.pepper.cron.definition;

/**
 * The number of nodes on which each occurrence runs.
 *
 * @param count 1 to 100, or 0 for every node that carries the job's tag
 */
public record Replicas(int count) {
  public static final Replicas ONE = new Replicas(1);
  public static final Replicas ALL = new Replicas(0);
  private static final int MAX = 100;

  public Replicas {
    if (count < 0 || count > MAX) {
      throw new IllegalArgumentException(
          "must be a number from 1 to " + MAX + ", or \"all\", not " + count);
    }
  }

  public boolean onEveryNode() {
    return count == 0;
  }
}
