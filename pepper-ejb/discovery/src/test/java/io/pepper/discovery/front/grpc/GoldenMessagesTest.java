package io.pepper.discovery.front.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.MessageLite;
import io.pepper.discovery.front.grpc.wire.DiscoveryEventType;
import io.pepper.discovery.front.grpc.wire.Instance;
import io.pepper.discovery.front.grpc.wire.PollsReq;
import io.pepper.discovery.front.grpc.wire.PollsResp;
import io.pepper.discovery.front.grpc.wire.Service;
import io.pepper.discovery.front.grpc.wire.ZoneGroup;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The bytes that gokeeper and its clients were seen to exchange. */
class GoldenMessagesTest {
  @Test
  void writesAndReadsAPoll() throws Exception {
    PollsReq poll = PollsReq.newBuilder().putPollServices("a.b", 7).setSubscriber("s").build();

    assertThat(hex(poll)).isEqualTo("0a070a03612e6210071a0173");
    assertThat(PollsReq.parseFrom(poll.toByteArray())).isEqualTo(poll);
  }

  @Test
  void writesTheAnswerThatNothingChanged() {
    PollsResp none =
        PollsResp.newBuilder().setEventType(DiscoveryEventType.DISCOVERY_EVENT_NONE).build();

    assertThat(hex(none)).isEqualTo("0801");
  }

  @Test
  void writesAnUpdate() {
    Instance instance =
        Instance.newBuilder()
            .setId("i")
            .setServiceName("a.b")
            .setZone("z")
            .putAddrs("http", "1.1.1.1:1")
            .build();
    Service service =
        Service.newBuilder()
            .setServiceName("a.b")
            .putInstances("z", ZoneGroup.newBuilder().putZoneGroup("i", instance).build())
            .setVersion(9)
            .build();
    PollsResp update =
        PollsResp.newBuilder()
            .setEventType(DiscoveryEventType.DISCOVERY_EVENT_UPDATE)
            .putServices("a.b", service)
            .build();

    assertThat(hex(update))
        .isEqualTo(
            "0802123a0a03612e6212330a03612e62122a0a017a12250a230a0169121e0a01691203612e621a017a3211"
                + "0a04687474701209312e312e312e313a312809");
  }

  private static String hex(MessageLite message) {
    return HexFormat.of().formatHex(message.toByteArray());
  }
}
