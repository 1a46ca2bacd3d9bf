package io.pepper.web.discovery;

import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.Application;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Reads applications at once: {@code fetch} one, {@code fetchs} several. */
final class FetchCall implements ApiCall {
  private final boolean isSingle;
  private final ApplicationLookup catalogue;
  private final Encodings encodings;
  private final ApplicationJson json;
  private final CallerGate gate;

  private FetchCall(
      boolean isSingle,
      ApplicationLookup catalogue,
      Encodings encodings,
      ApplicationJson json,
      CallerGate gate) {
    this.isSingle = isSingle;
    this.catalogue = catalogue;
    this.encodings = encodings;
    this.json = json;
    this.gate = gate;
  }

  static FetchCall one(
      ApplicationLookup catalogue, Encodings encodings, ApplicationJson json, CallerGate gate) {
    return new FetchCall(true, catalogue, encodings, json, gate);
  }

  static FetchCall several(
      ApplicationLookup catalogue, Encodings encodings, ApplicationJson json, CallerGate gate) {
    return new FetchCall(false, catalogue, encodings, json, gate);
  }

  @Override
  public void answer(HttpExchange exchange) throws IOException {
    FormParameters parameters = exchange.parameters();
    List<AppKey> apps =
        isSingle
            ? List.of(InstanceParameters.app(parameters))
            : InstanceParameters.apps(parameters);
    Statuses wanted = Statuses.of(parameters.number("status"));
    String zone = parameters.text("zone");
    gate.checkRead(exchange, apps);
    exchange.send(isSingle ? one(apps.get(0), wanted, zone) : several(apps, wanted, zone));
  }

  private EncodedReply one(AppKey app, Statuses wanted, String zone) {
    Optional<Application> found = catalogue.find(app);
    if (found.isEmpty()) {
      return RenewCall.UNKNOWN;
    }
    boolean isKnown = zone.isEmpty() || found.get().zones().containsKey(zone);
    Code code = isKnown ? Code.OK : Code.NOT_FOUND;
    if (wanted == Statuses.UP && zone.isEmpty()) {
      return EncodedReply.of(code, ReplyEnvelope.of(code, encodings.of(found.get()).result()));
    }
    return EncodedReply.of(
        code, ReplyEnvelope.of(code, out -> json.write(out, found.get(), wanted, zone)));
  }

  private EncodedReply several(List<AppKey> apps, Statuses wanted, String zone) {
    List<Application> found = apps.stream().map(catalogue::find).flatMap(Optional::stream).toList();
    return EncodedReply.of(
        Code.OK, ReplyEnvelope.of(Code.OK, out -> write(out, found, wanted, zone)));
  }

  private void write(JsonWriter out, List<Application> found, Statuses wanted, String zone) {
    out.raw('{');
    for (Iterator<Application> each = found.iterator(); each.hasNext(); ) {
      Application application = each.next();
      out.string(application.key().name()).raw(':');
      json.write(out, application, wanted, zone);
      out.comma(each);
    }
    out.raw('}');
  }
}
