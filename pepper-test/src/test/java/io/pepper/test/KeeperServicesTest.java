package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.discovery.front.grpc.wire.Instance;
import io.pepper.discovery.front.grpc.wire.Service;
import jakarta.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The services of gokeeper's HTTP interface, and how what operators say there reaches consumers.
 */
@ExtendWith(SharedPepper.class)
class KeeperServicesTest {
  private static final String SERVICE = "keeper.services";

  private final Pepper pepper;
  private final Rest rest;

  KeeperServicesTest(Pepper pepper) {
    this.pepper = pepper;
    this.rest = pepper.rest();
  }

  private static Instance instance(String service) {
    return Instance.newBuilder()
        .setId("s-1")
        .setServiceName(service)
        .setZone("z1")
        .putAddrs("http", "10.0.0.1:80")
        .putMetadata("backend-metadata-instance_weight", "10")
        .setRegTime(1)
        .build();
  }

  private JsonObject set(String property) {
    return rest.post("/discovery/set/property", property).json();
  }

  @Test
  void whatOperatorsSetReachesConsumers() throws Exception {
    try (KeeperClient client = new KeeperClient(pepper.grpcPort())) {
      client.register(instance(SERVICE));
      KeeperClient.Polls polls = client.polls(SERVICE, 0);
      assertThat(weight(polls.answer().getServicesOrThrow(SERVICE))).isEqualTo("10");

      JsonObject answer =
          set(
              """
              {"service_name":"%s","strategy":"smooth_weighted",
               "zone_weights":{"z1":{"src":"z1","dst":{"z1":9,"z2":1}}},
               "attrs":{"s-1":{"backend-metadata-instance_weight":"3","backend-metadata-online":"N","room":"a"}}}\
              """
                  .formatted(SERVICE));

      assertThat(answer.toString()).isEqualTo("{\"error_code\":0,\"error\":\"\",\"data\":null}");
      Service service = awaitOffline(polls);
      assertThat(service.getMetadataMap())
          .containsEntry("backend-metadata-balance_strategy", "smooth_weighted")
          .containsEntry(
              "backend-metadata-zone_weight",
              "{\"z1\":{\"src\":\"z1\",\"dst\":{\"z1\":9,\"z2\":1}}}");
      assertThat(metadata(service))
          .containsEntry("backend-metadata-instance_weight", "3")
          .containsEntry("room", "a");
      JsonObject read =
          rest.get("/discovery/get/service?service_name=" + SERVICE).json().getJsonObject("data");
      assertThat(read.getJsonObject("metadata").getString("backend-metadata-balance_strategy"))
          .isEqualTo("smooth_weighted");
      JsonObject shown = read.getJsonObject("instances").getJsonObject("z1").getJsonObject("s-1");
      assertThat(shown.getJsonObject("addrs").getString("http")).isEqualTo("10.0.0.1:80");
      assertThat(shown.getJsonObject("metadata").getString("backend-metadata-online"))
          .isEqualTo("N");
      assertThat(read.getJsonNumber("version").longValue()).isEqualTo(service.getVersion());
      assertThat(rest.get("/discovery/list/services").json().getJsonArray("data").toString())
          .contains('"' + SERVICE + '"');
    }
  }

  private static Service awaitOffline(KeeperClient.Polls polls) throws InterruptedException {
    Service service = polls.answer().getServicesOrThrow(SERVICE);
    while (!"N".equals(metadata(service).get("backend-metadata-online"))) {
      service = polls.answer().getServicesOrThrow(SERVICE);
    }
    return service;
  }

  private static Map<String, String> metadata(Service service) {
    return service.getInstancesOrThrow("z1").getZoneGroupOrThrow("s-1").getMetadataMap();
  }

  private static String weight(Service service) {
    return metadata(service).get("backend-metadata-instance_weight");
  }

  @Test
  void aPropertyThatCannotBeChangesNothing() {
    try (KeeperClient client = new KeeperClient(pepper.grpcPort())) {
      client.register(instance("keeper.wrong"));

      assertThat(
              set("{\"service_name\":\"keeper.wrong\",\"strategy\":\"random\",\"attrs\":{\"s-2\":{}}}")
                  .getString("error"))
          .startsWith("service keeper.wrong has no instance s-2");
      assertThat(
              set("{\"service_name\":\"keeper.wrong\",\"strategy\":\"best\"}").getString("error"))
          .isEqualTo("strategy must be random, round_robin or smooth_weighted, not 'best'");
      assertThat(
              set("{\"service_name\":\"keeper.wrong\",\"strategy\":\"random\",\"attrs\":{\"s-1\":{\"backend-metadata-instance_weight\":\"x\"}}}")
                  .getString("error"))
          .contains("must be a whole number");
      assertThat(set("[]").getString("error")).startsWith("the body must be a property in JSON");
      assertThat(set("{}").getString("error")).isEqualTo("service_name is required");

      JsonObject read =
          rest.get("/discovery/get/service?service_name=keeper.wrong").json().getJsonObject("data");
      assertThat(read.getJsonObject("metadata")).isEmpty();
    }
  }

  @Test
  void aServiceThatIsNotKnownIsEmpty() {
    JsonObject read =
        rest.get("/discovery/get/service?service_name=keeper.nothing").json().getJsonObject("data");

    assertThat(read.toString())
        .isEqualTo(
            "{\"service_name\":\"keeper.nothing\",\"instances\":{},\"metadata\":{},\"update_time\":0,\"version\":0}");
    assertThat(rest.get("/discovery/get/service").json().getString("error"))
        .isEqualTo("service_name is required");
  }
}
