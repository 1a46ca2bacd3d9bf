package io.pepper.discovery.cluster.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.coordination.ValueJson;
import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.InstanceKey;
import io.pepper.discovery.instance.Origin;
import io.pepper.discovery.instance.Registration;
import io.pepper.discovery.instance.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordJsonTest {
  private static final String ODD = "a \"quote\", \\ <&> é 😀 \u2028 \n\u0001";

  @Test
  void decodesWhatItEncoded() {
    AppKey app = new AppKey("prod", "infra.<app>");
    InstanceRecord record =
        new InstanceRecord(
            new Registration(
                new InstanceKey(app, "zone01", "host & 1"),
                "region01",
                ODD,
                List.of("grpc://10.0.0.7:9000", "http://10.0.0.7:8000/a?b=<c>"),
                Map.of("weight", "10", ODD, ODD),
                Status.WAITING,
                ODD,
                Registration.DEFAULT_LIFETIME,
                Origin.HTTP),
            1,
            2,
            Long.MAX_VALUE,
            "node-1");

    assertThat(RecordJson.instanceRecord(record.toBytes())).isEqualTo(record);
    assertThat(RecordJson.app(ValueJson.read(RecordJson.bytes(app, 7)))).isEqualTo(app);
    assertThat(RecordJson.at(ValueJson.read(RecordJson.bytes(app, 7)))).isEqualTo(7);
  }
}
