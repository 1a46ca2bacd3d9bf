package io.pepper.discovery;

import java.util.Optional;

/**
 * Figures of what this node's registry holds and has done since the start.
 *
 * @param instances in the cluster
 * @param applications in the cluster, also those without instances that are still remembered
 * @param judged instances that this node owns, so that their heartbeats decide here
 * @param registers made here, heartbeats in the form of an identical register included
 * @param renews heartbeats that came here and found their instance
 * @param evictions instances this node removed because their heartbeats stopped
 * @param pending keys whose value could not be published yet
 * @param isAway whether coordination, and with it the other nodes, is known to be out of reach
 * @param isShared whether other nodes can take part; with the embedded coordination none can
 * @param protection empty while nothing is protected
 */
public record RegistryFigures(
    int instances,
    int applications,
    int judged,
    long registers,
    long renews,
    long evictions,
    int pending,
    boolean isAway,
    boolean isShared,
    Optional<Protection> protection) {
  /** The source of the figures. Safe for any number of threads. */
  public interface Source {
    RegistryFigures figures();
  }
}
