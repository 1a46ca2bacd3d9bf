package io.pepper.bus.delivery;

/** Told how far a delivery is, on the thread that makes it. */
@FunctionalInterface
public interface DeliveryProgress {
  /** The consumer is sent jobs now; until then those of this request have surely not begun. */
  void requestStarted();

  /** A request has ended and another one follows, which may have to wait for its consumer. */
  default void betweenRequests() {}
}
