package io.pepper.bench.peers.measure;

/** A peer that cannot be had on this machine; the message says why and what would help. */
public final class PeerUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PeerUnavailableException(String message) {
    super(message);
  }
}
