package io.pepper.config.sync;

import io.pepper.config.node.NodeConfig;

/** The answer to a node's request. */
public sealed interface SyncAnswer {
  /** The answer that there is nothing new. */
  record Unchanged() implements SyncAnswer {}

  /** The request to register, since this server does not know the node. */
  record Register() implements SyncAnswer {}

  /** The request to report the state of its process. */
  record ReportProcess() implements SyncAnswer {}

  /**
   * The whole configuration of the node.
   *
   * @param version that the node repeats with its next requests
   */
  record Changed(NodeConfig config, long version) implements SyncAnswer {}
}
