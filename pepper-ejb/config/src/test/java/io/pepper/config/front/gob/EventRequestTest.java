package io.pepper.config.front.gob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.fixtures.GorpcSession;
import io.pepper.gob.GobString;
import io.pepper.gob.GobStruct;
import io.pepper.gob.read.GobLimits;
import io.pepper.gob.read.GobReader;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What gokeeper's client sent to its own server. */
class EventRequestTest {
  private static List<EventRequest> requests() throws IOException {
    GobReader reader =
        new GobReader(
            new ByteArrayInputStream(GorpcSession.joined(GorpcSession.WHOLE.client())),
            GobLimits.DEFAULT);
    List<EventRequest> requests = new ArrayList<>();
    while (reader.await()) {
      GobStruct value = (GobStruct) reader.read().orElseThrow();
      if (value.fields().typeName().equals("Event")) {
        requests.add(EventRequest.of(value));
      }
    }
    return requests;
  }

  @Test
  void readsWhatANodeSaysOfItself() throws IOException {
    EventRequest register = requests().getFirst();

    assertThat(register.type()).isEqualTo(EventRequest.REGISTER);
    assertThat(register.info().id()).isEqualTo("n1:80");
    assertThat(register.info().domain()).hasToString("d1");
    assertThat(register.info().subscriptions()).containsExactly("/all.conf/DEFAULT");
    assertThat(register.info().labels()).isEqualTo(Map.of("version", "1.0"));
    assertThat(register.info().startTime()).isPositive();
    assertThat(register.process()).isEmpty();
  }

  @Test
  void readsTheStateOfAProcessAsItIsSentOverGrpc() throws IOException {
    EventRequest report = requests().get(4);

    JsonObject process = report.process().orElseThrow();
    assertThat(report.type()).isEqualTo(EventRequest.PROCESS);
    assertThat(report.info().id()).isEqualTo("n1:80");
    assertThat(process.getJsonObject("Base").getString("State")).isEqualTo("R");
    assertThat(process.getJsonObject("Cpu").getString("Pid"))
        .isEqualTo(process.getJsonObject("Base").getString("Pid"));
    assertThat(process.getJsonObject("Cpu").getString("LastTimer")).startsWith("2026-11-");
    assertThat(process.getJsonObject("Mem").getInt("VmRss")).isPositive();
  }

  @Test
  void refusesWhatIsNoEvent() {
    assertThatThrownBy(() -> EventRequest.of(new GobString("x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be an Event");
  }
}
