package io.pepper.web.keeper;

import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.AppSettings;
import io.pepper.discovery.instance.Application;
import io.pepper.discovery.instance.Instance;
import io.pepper.discovery.instance.ServiceMetadata;
import io.pepper.json.JsonWriter;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Services as gokeeper's HTTP interface writes them. */
final class KeeperServiceJson {
  private static final int EXPECTED_BYTES = 4096;

  private KeeperServiceJson() {}

  /**
   * Writes a service.
   *
   * @param application empty for one that is not known, which has version 0
   */
  static byte[] write(AppKey key, Optional<Application> application) {
    JsonWriter out = new JsonWriter(EXPECTED_BYTES);
    out.raw("{\"service_name\":").string(key.name()).raw(",\"instances\":{");
    Map<String, Map<String, Instance>> zones = application.map(Application::zones).orElse(Map.of());
    Iterator<Map.Entry<String, Map<String, Instance>>> each = zones.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<String, Map<String, Instance>> zone = each.next();
      out.string(zone.getKey()).raw(":{");
      for (Iterator<Instance> one = zone.getValue().values().iterator(); one.hasNext(); ) {
        write(one.next(), out);
        out.comma(one);
      }
      out.raw('}').comma(each);
    }
    AppSettings settings = application.map(Application::settings).orElse(AppSettings.NONE);
    out.raw("},\"metadata\":").strings(ServiceMetadata.of(settings));
    out.raw(",\"update_time\":").number(seconds(application.map(Application::changedAt)));
    out.raw(",\"version\":").number(application.map(Application::changed).orElse(0L));
    return out.raw('}').bytes();
  }

  private static void write(Instance instance, JsonWriter out) {
    out.string(instance.key().name()).raw(":{\"id\":").string(instance.key().name());
    out.raw(",\"service_name\":").string(instance.key().app().name());
    out.raw(",\"zone\":").string(instance.key().zone());
    out.raw(",\"env\":").string(instance.key().app().environment());
    out.raw(",\"hostname\":").string(instance.registration().hostname());
    out.raw(",\"addrs\":").strings(ServiceMetadata.addresses(instance));
    out.raw(",\"metadata\":").strings(ServiceMetadata.of(instance));
    out.raw(",\"reg_time\":").number(seconds(Optional.of(instance.registered())));
    out.raw(",\"update_time\":").number(seconds(Optional.of(instance.changed()))).raw('}');
  }

  private static long seconds(Optional<Long> nanos) {
    return TimeUnit.NANOSECONDS.toSeconds(nanos.orElse(0L));
  }
}
