package io.pepper.web.discovery.call;

import io.pepper.discovery.DiscoveryNode;
import io.pepper.json.JsonWriter;
import io.pepper.web.discovery.http.EncodedReply;
import io.pepper.web.discovery.http.HttpExchange;
import io.pepper.web.discovery.http.ReplyCode;
import io.pepper.web.discovery.http.ReplyEnvelope;
import java.io.IOException;
import java.net.URI;
import java.util.Iterator;
import java.util.List;

/**
 * The call {@code nodes}, which reads the nodes of this node's zone; only nodes that serve are
 * listed, so all are up.
 */
public final class NodesCall implements ApiCall {
  private final ServingNodes nodes;
  private final CallAuthorization authorization;

  public NodesCall(ServingNodes nodes, CallAuthorization authorization) {
    this.nodes = nodes;
    this.authorization = authorization;
  }

  @Override
  public void answer(HttpExchange exchange) throws IOException {
    authorization.checkReadAll(exchange);
    exchange.send(
        EncodedReply.of(
            ReplyCode.OK, ReplyEnvelope.of(ReplyCode.OK, out -> write(out, nodes.ofOwnZone()))));
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
