package io.pepper.discovery.instance;

/** The readiness of an instance to take traffic, as its provider gives it. */
public enum Status {
  /** Takes traffic; 1 on the wire of bilibili/discovery. */
  UP,
  /** Registered, takes no traffic; 2 on the wire of bilibili/discovery. */
  WAITING
}
