package io.pepper.connector.gorpc;

/** The implementation of one method. Many calls are served at once. */
@FunctionalInterface
public interface GorpcMethod {
  /**
   * Serves a call: answers it, or sees to it that another thread does so later. Runs on a virtual
   * thread of the call's own, which may block, and has no naming context and no transaction. A call
   * that is left without an answer stays open until its connection ends.
   *
   * @throws GorpcException to answer with an error; anything else is logged, and the client learns
   *     only that there was an error
   * @throws InterruptedException when the server stops
   */
  void serve(GorpcCall call) throws InterruptedException;
}
