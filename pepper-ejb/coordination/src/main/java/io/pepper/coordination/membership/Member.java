package io.pepper.coordination.membership;

/** A node that takes part in a cluster, as the value of its key describes it. Immutable. */
public interface Member {
  /** Returns the incarnation of the node, which no other incarnation of any node ever has. */
  String incarnation();

  /**
   * Returns the name of the installation (its data folder and machine). It tells a former
   * incarnation of the same installation from another node of the same name.
   */
  String home();

  /** Returns the value of the member's key. */
  byte[] toBytes();
}
