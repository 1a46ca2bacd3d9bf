package io.pepper.discovery.instance;

/** Whether an instance takes traffic. */
public enum Status {
  /** Takes traffic; 1 on the wire of bilibili/discovery. */
  UP,
  /** Registered, takes no traffic; 2 on the wire of bilibili/discovery. */
  WAITING
}
