package io.pepper.web.discovery;

import io.pepper.discovery.DiscoveryNode;
import java.io.IOException;
import java.net.URI;
import java.util.Iterator;
import java.util.List;

/** Reads the nodes of this node's zone; only nodes that serve are listed, so all are up. */
final class NodesCall implements ApiCall {
  private final ServingNodes nodes;
  private final CallerGate gate;

  NodesCall(ServingNodes nodes, CallerGate gate) {
    this.nodes = nodes;
    this.gate = gate;
  }

  @Override
  public void answer(HttpExchange exchange) throws IOException {
    gate.checkReadAll(exchange);
    exchange.send(
        EncodedReply.of(Code.OK, ReplyEnvelope.of(Code.OK, out -> write(out, nodes.ofOwnZone()))));
  }

  private static void write(JsonWriter out, List<DiscoveryNode> nodes) {
    out.raw('[');
    for (Iterator<DiscoveryNode> each = nodes.iterator(); each.hasNext(); ) {
      DiscoveryNode node = each.next();
      out.raw("{\"addr\":")
          .string(URI.create(node.address()).getAuthority())
          .raw(",\"status\":0,\"zone\":")
          .string(node.zone())
          .raw('}')
          .comma(each);
    }
    out.raw(']');
  }
}
