package io.pepper.web.discovery.call;

import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.InstanceKey;
import io.pepper.discovery.instance.Load;
import io.pepper.discovery.load.ClusterLoads;
import io.pepper.discovery.load.Loads;
import io.pepper.json.JsonWriter;
import io.pepper.web.discovery.http.EncodedReply;
import io.pepper.web.discovery.http.HttpExchange;
import io.pepper.web.discovery.http.ReplyCode;
import io.pepper.web.discovery.http.ReplyEnvelope;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The call {@code loads}: how busy the instances of an application are, by host name. With {@code
 * here=true}, which is how nodes ask each other, only the reports to this node, by zone and host
 * name. Not of the original.
 */
public final class LoadsCall implements ApiCall {
  private final Loads local;
  private final ClusterLoads all;
  private final CallAuthorization authorization;

  public LoadsCall(Loads local, ClusterLoads all, CallAuthorization authorization) {
    this.local = local;
    this.all = all;
    this.authorization = authorization;
  }

  @Override
  public void answer(HttpExchange exchange) throws IOException {
    AppKey app = InstanceParameters.app(exchange.parameters());
    authorization.checkRead(exchange, List.of(app));
    boolean isHere = exchange.parameters().text("here").equals("true");
    byte[] body =
        isHere
            ? ReplyEnvelope.of(ReplyCode.OK, out -> zones(out, byZone(local.of(app))))
            : ReplyEnvelope.of(ReplyCode.OK, out -> hosts(out, byHost(all.of(app))));
    exchange.send(EncodedReply.of(ReplyCode.OK, body));
  }

  private static Map<String, Map<String, Load>> byZone(Map<InstanceKey, Load> loads) {
    Map<String, Map<String, Load>> zones = new TreeMap<>();
    loads.forEach((key, load) ->
        zones.computeIfAbsent(key.zone(), zone -> new TreeMap<>()).put(key.name(), load));
    return zones;
  }

  /** Returns loads by host name; of hosts with one name in several zones the latest. */
  private static Map<String, Load> byHost(Map<InstanceKey, Load> loads) {
    Map<String, Load> hosts = new TreeMap<>();
    loads.forEach((key, load) ->
        hosts.merge(key.name(), load, (one, other) -> one.at() >= other.at() ? one : other));
    return hosts;
  }

  private static void zones(JsonWriter out, Map<String, Map<String, Load>> zones) {
    out.raw('{');
    for (Iterator<Map.Entry<String, Map<String, Load>>> each = zones.entrySet().iterator();
        each.hasNext(); ) {
      Map.Entry<String, Map<String, Load>> zone = each.next();
      out.string(zone.getKey()).raw(':');
      hosts(out, zone.getValue());
      out.comma(each);
    }
    out.raw('}');
  }

  private static void hosts(JsonWriter out, Map<String, Load> hosts) {
    out.raw('{');
    for (Iterator<Map.Entry<String, Load>> each = hosts.entrySet().iterator(); each.hasNext(); ) {
      Map.Entry<String, Load> host = each.next();
      out.string(host.getKey())
          .raw(":{\"load\":")
          .raw(Double.toString(host.getValue().value()))
          .raw(",\"at\":")
          .number(host.getValue().at())
          .raw('}')
          .comma(each);
    }
    out.raw('}');
  }
}
