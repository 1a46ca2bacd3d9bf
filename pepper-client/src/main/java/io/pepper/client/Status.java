package io.pepper.client;

/** Whether an instance takes traffic. */
public enum Status {
  /** Takes traffic. */
  UP(1),
  /** Registered, takes no traffic. */
  WAITING(2);

  private final int number;

  Status(int number) {
    this.number = number;
  }

  /** As it is on the wire. */
  int number() {
    return number;
  }
}
