package io.pepper.web.discovery.call;

import io.pepper.discovery.InstanceUpdate;
import io.pepper.discovery.Registry;
import io.pepper.discovery.UnknownInstanceException;
import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.Status;
import io.pepper.web.discovery.http.BadParameterException;
import io.pepper.web.discovery.http.EncodedReply;
import io.pepper.web.discovery.http.FormParameters;
import io.pepper.web.discovery.http.HttpExchange;
import io.pepper.web.discovery.http.ReplyCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The call {@code set}, which changes status and metadata of several instances of one zone: all or
 * none.
 */
public final class SetCall implements ApiCall {
  private static final EncodedReply DONE = EncodedReply.of(ReplyCode.OK);
  private static final int MAX_HOSTS = 10_000;

  private final Registry registry;
  private final CallAuthorization authorization;

  public SetCall(Registry registry, CallAuthorization authorization) {
    this.registry = registry;
    this.authorization = authorization;
  }

  @Override
  public void answer(HttpExchange exchange) throws IOException {
    FormParameters parameters = exchange.parameters();
    AppKey app = InstanceParameters.changeable(InstanceParameters.app(parameters));
    String zone = parameters.text("zone");
    if (zone.isEmpty()) {
      throw new BadParameterException("zone is needed");
    }
    List<InstanceUpdate> amendments = amendments(parameters);
    authorization.checkWrite(exchange, app);
    try {
      registry.update(app, zone, amendments);
      exchange.send(DONE);
    } catch (UnknownInstanceException e) {
      exchange.send(EncodedReply.of(ReplyCode.BAD_REQUEST, e.getMessage()));
    }
  }

  static List<InstanceUpdate> amendments(FormParameters parameters) {
    List<String> hosts = parameters.list("hostname", MAX_HOSTS);
    List<String> statuses = aligned(parameters, "status", hosts.size());
    List<String> metadata = aligned(parameters, "metadata", hosts.size());
    List<InstanceUpdate> amendments = new ArrayList<>(hosts.size());
    for (int i = 0; i < hosts.size(); i++) {
      amendments.add(
          new InstanceUpdate(
              hosts.get(i),
              statuses.isEmpty() ? Optional.empty() : status(statuses.get(i)),
              MetadataReader.read(metadata.isEmpty() ? "" : metadata.get(i))));
    }
    return amendments;
  }

  private static List<String> aligned(FormParameters parameters, String name, int hosts) {
    List<String> values = parameters.aligned(name);
    if (!values.isEmpty() && values.size() != hosts) {
      throw new BadParameterException(
          "%s has %d values for %d of hostname; give one each, or none"
              .formatted(name, values.size(), hosts));
    }
    return values;
  }

  /** Reads a status; clients of kratos send 0 for "as it is". */
  private static Optional<Status> status(String text) {
    long number = FormParameters.number("status", text);
    if (number < 0 || number > 2) {
      throw new BadParameterException("status must be 1 (UP), 2 (WAITING) or 0 (as it is)");
    }
    return number == 0 ? Optional.empty() : Optional.of(Status.values()[(int) number - 1]);
  }
}
