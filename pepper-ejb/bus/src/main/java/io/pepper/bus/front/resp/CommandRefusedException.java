package io.pepper.bus.front.resp;

/** A command whose arguments cannot be accepted; the message is the error reply. */
public final class CommandRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CommandRefusedException(String reply) {
    super(reply, null, false, false);
  }
}
