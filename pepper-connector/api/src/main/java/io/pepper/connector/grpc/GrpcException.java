package io.pepper.connector.grpc;

/** The end of a call otherwise than with OK; the client gets the code and the message. */
public class GrpcException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The codes that are of use here, with their numbers on the wire. */
  public enum Code {
    CANCELLED(1),
    UNKNOWN(2),
    INVALID_ARGUMENT(3),
    NOT_FOUND(5),
    PERMISSION_DENIED(7),
    RESOURCE_EXHAUSTED(8),
    UNIMPLEMENTED(12),
    INTERNAL(13),
    UNAVAILABLE(14);

    private final int number;

    Code(int number) {
      this.number = number;
    }

    public int number() {
      return number;
    }
  }

  private final Code code;

  /**
   * @param message for the client: no secret
   */
  public GrpcException(Code code, String message) {
    super(message);
    this.code = code;
  }

  public Code code() {
    return code;
  }
}
