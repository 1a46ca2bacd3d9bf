package io.pepper.bench.peers.push;

/** The numbers of jobs of a delivery that are measured, each in lines of its own. */
public enum Batches {
  SINGLE("1", "one a delivery", "one a delivery"),
  FIXED("16", "batches", "batch 16"),
  ADAPTIVE("{\"max\":32}", "adaptive batches", "adaptive up to 32");

  private final String json;
  private final String group;
  private final String side;

  Batches(String json, String group, String side) {
    this.json = json;
    this.group = group;
    this.side = side;
  }

  /** Returns the field {@code batch} of the topic. */
  String json() {
    return json;
  }

  /** Returns how the lines of all sides call it. */
  public String group() {
    return group;
  }

  /** Returns how Pepper's side calls it. */
  String side() {
    return side;
  }

  /** Returns whether builds before this one understand it, too. */
  public boolean isOld() {
    return this != ADAPTIVE;
  }
}
