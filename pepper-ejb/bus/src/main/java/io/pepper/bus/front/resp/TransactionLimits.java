package io.pepper.bus.front.resp;

/**
 * The size of a transaction, at most (docs/protocol.md, Limits).
 *
 * @param jobs stored jobs, one for each topic that gets it
 * @param bytes bytes of all commands together
 */
record TransactionLimits(int commands, int jobs, long bytes) {
  static final String COMMANDS = "pepper.resp.transaction.max-commands";
  static final String JOBS = "pepper.resp.transaction.max-jobs";
  static final String BYTES = "pepper.resp.transaction.max-bytes";
}
