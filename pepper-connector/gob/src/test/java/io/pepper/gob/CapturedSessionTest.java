package io.pepper.gob;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.fixtures.GorpcSession;
import io.pepper.gob.read.GobLimits;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whole streams of gokeeper's client and server, where messages are cut by definitions. */
class CapturedSessionTest {
  private static List<GobStruct> read(List<byte[]> direction) {
    return Streams.read(GorpcSession.joined(direction), GobLimits.DEFAULT).stream()
        .map(each -> (GobStruct) each)
        .toList();
  }

  @Test
  void readsTheCallsOfAClient() {
    List<GobStruct> values = read(GorpcSession.WHOLE.client());

    assertThat(values).hasSize(16);
    assertThat(values.get(0).text("Method")).isEqualTo("Sync");
    assertThat(values.get(0).unsigned("Seq")).isEqualTo(1);
    GobInterface data = (GobInterface) values.get(1).find("Data").orElseThrow();
    assertThat(values.get(1).integer("EventType")).isEqualTo(3);
    assertThat(data.name()).isEqualTo("model.NodeInfo");
    assertThat(((GobStruct) data.value()).text("ID")).isNotEmpty();
  }

  /** Its argument has interfaces, types that encode themselves, and came in eleven messages. */
  @Test
  void readsTheReportOfAProcess() {
    GobStruct event = read(GorpcSession.WHOLE.client()).get(9);

    GobInterface data = (GobInterface) event.find("Data").orElseThrow();
    assertThat(event.integer("EventType")).isEqualTo(5);
    assertThat(data.name()).isEqualTo("model.Node");
    assertThat(data.value().toString()).contains("LastTimer=GobOpaque[01");
  }

  @Test
  void readsAFileWithAKeyOfEachType() {
    List<GobStruct> values = read(GorpcSession.WHOLE.server());

    GobInterface data = (GobInterface) values.get(1).find("Data").orElseThrow();
    GobStruct file = (GobStruct) ((GobList) data.value()).elements().getFirst();
    GobMap keys = file.find("Data", GobMap.class).orElseThrow();
    assertThat(data.name()).isEqualTo("[]model.StructData");
    assertThat(file.text("Name")).isEqualTo("All");
    assertThat(keys.entries()).hasSize(21);
    assertThat(keys.entries())
        .allSatisfy(key -> {
          GobStruct each = (GobStruct) key.value();
          assertThat(each.find("Value")).isPresent();
          assertThat(each.text("Key")).isEqualTo(((GobString) key.key()).value());
        });
    assertThat(values).hasSize(14);
  }

  @Test
  void readsErrorsAndWhatFollowsAReconnect() {
    GobStruct refused = read(GorpcSession.REFUSED.server()).getFirst();
    GobStruct error = refused.find("Error", GobStruct.class).orElseThrow();

    assertThat(error.integer("Code")).isEqualTo(500);
    assertThat(error.text("Reason")).contains("not found");
    assertThat(read(GorpcSession.AGAIN.client())).hasSize(8);
    assertThat(read(GorpcSession.AGAIN.server())).hasSize(6);
  }
}
