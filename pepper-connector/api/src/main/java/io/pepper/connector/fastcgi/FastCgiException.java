package io.pepper.connector.fastcgi;

/** The failure of a request that got no complete answer. */
public final class FastCgiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The reason, in the terms a dispatcher decides by. */
  public enum Reason {
    /**
     * A connection did not come about: refused, no such socket, no route. The script did not run.
     */
    UNREACHABLE,
    /** The server had no free child in time, or its backlog is full. The script did not run. */
    OVERLOADED,
    /** The server there does not speak FastCGI. The script did not run. */
    FOREIGN,
    /** The script's time limit passed. The script has begun, and may still run. */
    TIMEOUT,
    /** The connection broke after the request was sent. The script may have run. */
    BROKEN,
    /** The answer is not FastCGI or not CGI. The script may have run. */
    MALFORMED
  }

  private final Reason reason;
  private final String stderr;

  public FastCgiException(Reason reason, String message, String stderr, Throwable cause) {
    super(message, cause);
    this.reason = reason;
    this.stderr = stderr;
  }

  public Reason reason() {
    return reason;
  }

  /** Returns the same failure for another caller. */
  public FastCgiException again() {
    return new FastCgiException(reason, getMessage(), stderr, this);
  }

  /** Returns the script's standard error before the end; empty if there was none. */
  public String stderr() {
    return stderr;
  }
}
