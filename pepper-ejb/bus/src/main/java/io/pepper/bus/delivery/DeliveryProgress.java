package io.pepper.bus.delivery;

/** The receiver of a delivery's progress, called on the thread that delivers. */
@FunctionalInterface
public interface DeliveryProgress {
  /** Reports that the consumer is sent jobs now; those of this request have not begun before. */
  void requestStarted();

  /** Reports that a request has ended and that the next one may have to wait for the consumer. */
  default void betweenRequests() {}
}
