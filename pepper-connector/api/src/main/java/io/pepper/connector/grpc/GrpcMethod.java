package io.pepper.connector.grpc;

import java.time.Duration;

/**
 * The implementation of one method. It serves its calls on a virtual thread of each call's own,
 * many at once, and may block. That thread has no naming context and no transaction.
 */
@FunctionalInterface
public interface GrpcMethod {
  /** The answer of a unary method to its one request. */
  @FunctionalInterface
  interface Unary {
    /**
     * @throws GrpcException for an answer other than OK
     */
    byte[] answer(GrpcCall call, byte[] request) throws InterruptedException;
  }

  /**
   * Serves a call until it is over. A call from which this returns ends with OK; a {@link
   * GrpcException} ends it with its code, anything else with INTERNAL.
   *
   * @throws InterruptedException when the server stops
   */
  void serve(GrpcCall call) throws InterruptedException;

  /** Returns a method with one request and one answer. */
  static GrpcMethod unary(Unary unary) {
    return call -> {
      byte[] request =
          call.receive(Duration.ofSeconds(30))
              .orElseThrow(() ->
                  new GrpcException(GrpcException.Code.INVALID_ARGUMENT, "the request is missing"));
      call.send(unary.answer(call, request));
    };
  }
}
