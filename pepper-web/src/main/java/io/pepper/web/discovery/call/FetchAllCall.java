package io.pepper.web.discovery.call;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pepper.discovery.Registry;
import io.pepper.discovery.instance.Application;
import io.pepper.discovery.instance.Instance;
import io.pepper.json.JsonWriter;
import io.pepper.web.discovery.http.HttpExchange;
import io.pepper.web.discovery.json.ApplicationJson;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The call {@code fetch/all}, which reads the instances of all environments and zones by
 * application.
 */
public final class FetchAllCall implements ApiCall {
  private final Registry registry;
  private final ApplicationJson json;
  private final CallAuthorization authorization;

  public FetchAllCall(Registry registry, ApplicationJson json, CallAuthorization authorization) {
    this.registry = registry;
    this.json = json;
    this.authorization = authorization;
  }

  @Override
  public void answer(HttpExchange exchange) throws IOException {
    authorization.checkReadAll(exchange);
    Map<String, List<Application>> byName = new TreeMap<>();
    for (Application application : registry.applications()) {
      if (!application.isEmpty()) {
        byName
            .computeIfAbsent(application.key().name(), name -> new ArrayList<>(1))
            .add(application);
      }
    }
    String callback = exchange.callback();
    OutputStream out = exchange.stream();
    out.write(text(callback.isEmpty() ? "" : callback + "("));
    out.write(text("{\"code\":0,\"message\":\"0\",\"ttl\":1,\"data\":{"));
    // Piece by piece: all of them together may be a hundred megabytes.
    for (Iterator<List<Application>> each = byName.values().iterator(); each.hasNext(); ) {
      JsonWriter piece = new JsonWriter(4096);
      write(piece, each.next());
      out.write(piece.comma(each).bytes());
    }
    out.write(text(callback.isEmpty() ? "}}" : "}})"));
  }

  private void write(JsonWriter out, List<Application> environments) {
    out.string(environments.get(0).key().name()).raw(":[");
    Iterator<Instance> each = environments.stream().flatMap(Application::instances).iterator();
    while (each.hasNext()) {
      json.instance(out, each.next());
      out.comma(each);
    }
    out.raw(']');
  }

  private static byte[] text(String text) {
    return text.getBytes(US_ASCII);
  }
}
