package io.pepper.web.discovery.call;

import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.Application;
import io.pepper.json.JsonWriter;
import io.pepper.web.discovery.http.EncodedReply;
import io.pepper.web.discovery.http.FormParameters;
import io.pepper.web.discovery.http.HttpExchange;
import io.pepper.web.discovery.http.ReplyCode;
import io.pepper.web.discovery.http.ReplyEnvelope;
import io.pepper.web.discovery.json.ApplicationJson;
import io.pepper.web.discovery.json.EncodedApplications;
import io.pepper.web.discovery.json.StatusFilter;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The calls {@code fetch} for one application and {@code fetchs} for several, which answer at once.
 */
public final class FetchCall implements ApiCall {
  private final boolean isSingle;
  private final ApplicationLookup lookup;
  private final EncodedApplications encoded;
  private final ApplicationJson json;
  private final CallAuthorization authorization;

  private FetchCall(
      boolean isSingle,
      ApplicationLookup lookup,
      EncodedApplications encoded,
      ApplicationJson json,
      CallAuthorization authorization) {
    this.isSingle = isSingle;
    this.lookup = lookup;
    this.encoded = encoded;
    this.json = json;
    this.authorization = authorization;
  }

  public static FetchCall one(
      ApplicationLookup lookup,
      EncodedApplications encoded,
      ApplicationJson json,
      CallAuthorization authorization) {
    return new FetchCall(true, lookup, encoded, json, authorization);
  }

  public static FetchCall several(
      ApplicationLookup lookup,
      EncodedApplications encoded,
      ApplicationJson json,
      CallAuthorization authorization) {
    return new FetchCall(false, lookup, encoded, json, authorization);
  }

  @Override
  public void answer(HttpExchange exchange) throws IOException {
    FormParameters parameters = exchange.parameters();
    List<AppKey> apps =
        isSingle
            ? List.of(InstanceParameters.app(parameters))
            : InstanceParameters.apps(parameters);
    StatusFilter wanted = StatusFilter.of(parameters.number("status"));
    String zone = parameters.text("zone");
    authorization.checkRead(exchange, apps);
    exchange.send(isSingle ? one(apps.get(0), wanted, zone) : several(apps, wanted, zone));
  }

  private EncodedReply one(AppKey app, StatusFilter wanted, String zone) {
    Optional<Application> found = lookup.find(app);
    if (found.isEmpty()) {
      return RenewCall.UNKNOWN;
    }
    boolean isKnown = zone.isEmpty() || found.get().zones().containsKey(zone);
    ReplyCode code = isKnown ? ReplyCode.OK : ReplyCode.NOT_FOUND;
    if (wanted == StatusFilter.UP && zone.isEmpty()) {
      return EncodedReply.of(code, ReplyEnvelope.of(code, encoded.of(found.get()).result()));
    }
    return EncodedReply.of(
        code, ReplyEnvelope.of(code, out -> json.write(out, found.get(), wanted, zone)));
  }

  private EncodedReply several(List<AppKey> apps, StatusFilter wanted, String zone) {
    List<Application> found = apps.stream().map(lookup::find).flatMap(Optional::stream).toList();
    return EncodedReply.of(
        ReplyCode.OK, ReplyEnvelope.of(ReplyCode.OK, out -> write(out, found, wanted, zone)));
  }

  private void write(JsonWriter out, List<Application> found, StatusFilter wanted, String zone) {
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
