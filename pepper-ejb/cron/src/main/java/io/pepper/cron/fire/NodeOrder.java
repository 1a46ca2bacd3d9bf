package io.pepper.cron.fire;

import io.pepper.cron.cluster.CronMember;
import io.pepper.cron.cluster.Slot;
import io.pepper.cron.definition.CronJob;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The order of nodes for an occurrence. All nodes compute the same order without asking each other,
 * another one for each occurrence, so that runs spread evenly; later nodes act only if the first is
 * not there. Replicas begin at different places of that order.
 */
final class NodeOrder {
  private NodeOrder() {}

  /**
   * Returns the rank of a node.
   *
   * @return 0 for the node that goes first; empty if this node does not run the job
   */
  static OptionalInt of(
      String node, Collection<CronMember> members, CronJob job, Slot slot, Instant occurrence) {
    if (job.replicas().onEveryNode()) {
      return slot.replica().equals(node) ? OptionalInt.of(0) : OptionalInt.empty();
    }
    long seed = Occurrences.mix(job.name().value().hashCode() * 31L + occurrence.toEpochMilli());
    List<String> order =
        members.stream()
            .filter(member -> member.tags().contains(job.tag()))
            .map(CronMember::node)
            .sorted(
                Comparator.<String>comparingLong(name -> Occurrences.mix(seed ^ name.hashCode()))
                    .thenComparing(Comparator.naturalOrder()))
            .toList();
    int place = order.indexOf(node);
    return place < 0
        ? OptionalInt.empty()
        : OptionalInt.of(Math.floorMod(place - Integer.parseInt(slot.replica()), order.size()));
  }

  /** Returns the slots of a job as far as nodes that are up carry its tag. */
  static List<Slot> slots(CronJob job, Collection<CronMember> members) {
    List<String> nodes =
        members.stream()
            .filter(member -> member.tags().contains(job.tag()))
            .map(CronMember::node)
            .toList();
    Stream<String> replicas =
        job.replicas().onEveryNode() || nodes.isEmpty()
            ? nodes.stream()
            : IntStream.range(0, job.replicas().count()).mapToObj(Integer::toString);
    return replicas.map(replica -> new Slot(job.name(), replica)).toList();
  }
}
