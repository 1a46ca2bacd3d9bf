package io.pepper.connector.gorpc.server;

/**
 * The header of a call.
 *
 * @param seq the client's number of the call on its connection, which the answer carries
 * @param callType 1 if the client does not wait for the end of the call
 */
record RequestHeader(String service, String method, long seq, long callType) {
  private static final int SEND_ONLY = 1;

  /** Returns whether it is a sign of life, which has no argument. */
  boolean isPing() {
    return service.equals("go") && method.equals("p");
  }

  boolean isSendOnly() {
    return callType == SEND_ONLY;
  }

  /** Returns the full name of the method, such as {@code Server.Sync}. */
  String fullName() {
    return service + "." + method;
  }
}
