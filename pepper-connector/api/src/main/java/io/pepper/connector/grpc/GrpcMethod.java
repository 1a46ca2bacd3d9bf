package io.pepper.connector.grpc;

import java.time.Duration;

/**
 * Serves the calls of one method. Called on a virtual thread of the call's own, by many calls at
 * once; may block. That thread has no naming context and no transaction.
 */
@FunctionalInterface
public interface GrpcMethod {
  /** Makes the one answer to the one request of a unary call. */
  @FunctionalInterface
  interface Unary {
    /**
     * @throws GrpcException for an answer other than OK
     */
    byte[] answer(GrpcCall call, byte[] request) throws InterruptedException;
  }

  /**
   * Serves a call until it is over. What this returns from ends with OK; a {@link GrpcException}
   * ends it as that says, anything else with INTERNAL.
   *
   * @throws InterruptedException when the server stops
   */
  void serve(GrpcCall call) throws InterruptedException;

  /** A method with one request and one answer. */
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
