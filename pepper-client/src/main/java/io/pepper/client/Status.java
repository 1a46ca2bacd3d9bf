package io.pepper.client;

/** The status of an instance: whether it takes traffic. */
public enum Status {
  /** Takes traffic. */
  UP(1),
  /** Registered, takes no traffic. */
  WAITING(2);

  private final int number;

  Status(int number) {
    this.number = number;
  }

  /** Returns the number on the wire. */
  int number() {
    return number;
  }
}
