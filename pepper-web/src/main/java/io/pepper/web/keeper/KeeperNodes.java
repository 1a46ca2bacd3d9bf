package io.pepper.web.keeper;

import io.pepper.config.definition.DomainName;
import io.pepper.config.snapshot.NodeStatus;
import io.pepper.json.JsonWriter;
import java.util.Iterator;
import java.util.List;

/** Nodes as the interface writes them. What only their own server knows of them is left empty. */
final class KeeperNodes {
  private static final int EXPECTED_BYTES = 1024;

  private KeeperNodes() {}

  /**
   * Writes nodes.
   *
   * @param isWhole whether with what belongs to a node and not to its registration
   * @return {@code null} for none
   */
  static byte[] write(DomainName domain, List<NodeStatus> nodes, boolean isWhole) {
    JsonWriter out = new JsonWriter(EXPECTED_BYTES);
    if (nodes.isEmpty()) {
      return KeeperEnvelope.nothing();
    }
    out.raw('[');
    for (Iterator<NodeStatus> each = nodes.iterator(); each.hasNext(); ) {
      write(domain, each.next(), isWhole, out);
      out.comma(each);
    }
    return out.raw(']').bytes();
  }

  static byte[] write(DomainName domain, NodeStatus node) {
    JsonWriter out = new JsonWriter(EXPECTED_BYTES);
    write(domain, node, true, out);
    return out.bytes();
  }

  private static void write(DomainName domain, NodeStatus node, boolean isWhole, JsonWriter out) {
    out.raw("{\"id\":").string(node.node()).raw(",\"keeper_addr\":").string(node.server());
    out.raw(",\"domain\":").string(domain.value());
    out.raw(",\"component\":").string(node.component());
    out.raw(",\"hostname\":").string(node.hostname());
    out.raw(",\"start_time\":0,\"update_time\":").number(node.since().getEpochSecond());
    out.raw(",\"raw_subscription\":null,\"status\":1,\"version\":").number(node.revision());
    out.raw(",\"component_tags\":null");
    out.raw(isWhole ? ",\"subscription\":null,\"struct_datas\":null,\"proc\":null}" : "}");
  }
}
