package io.pepper.bus.front;

/** A command whose arguments cannot be accepted; the message is the error reply. */
final class CommandRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CommandRefusedException(String reply) {
    super(reply, null, false, false);
  }
}
