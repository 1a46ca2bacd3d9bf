package io.pepper.discovery.cluster.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.InstanceKey;
import io.pepper.discovery.instance.Origin;
import io.pepper.discovery.instance.Registration;
import io.pepper.discovery.instance.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers under which nodes show an application while one of them holds something alone. */
class RegistryViewTest {
  private static final AppKey APP = new AppKey("prod", "goim.comet");
  private static final TimestampedRecord FIRST = record("first", 10);
  private static final TimestampedRecord SECOND = record("second", 20);

  private final RegistryView own = view();
  private final RegistryView other = view();

  private static RegistryView view() {
    RegistryView view = new RegistryView(() -> 0, apps -> {});
    view.begin(new Epoch(1_000));
    return view;
  }

  private static InstanceRecord record(String name, long changed) {
    Registration registration =
        new Registration(
            new InstanceKey(APP, "sh001", name),
            "sh",
            name,
            List.of("grpc://10.0.0.7:3109"),
            Map.of(),
            Status.UP,
            "1.0.4",
            Registration.DEFAULT_LIFETIME,
            Origin.HTTP);
    return new InstanceRecord(registration, changed, changed, changed, "node1");
  }

  /** Delivers one transaction: a record and the mark that its application changed. */
  private static void deliver(
      RegistryView to, TimestampedRecord record, long revision, boolean isMarkFirst) {
    to.locked(() -> {
      if (isMarkFirst) {
        to.agreeChanged(APP, revision, record.changed());
      }
      to.agree(record.recordKey(), record, revision);
      if (!isMarkFirst) {
        to.agreeChanged(APP, revision, record.changed());
      }
      to.deliver(revision);
      return null;
    });
  }

  private static long number(RegistryView view) {
    return view.application(APP).orElseThrow().changed();
  }

  private void hold(TimestampedRecord record) {
    own.locked(() -> {
      own.hold(new RecordWrite(record.recordKey(), Optional.of(record), record.changed(), 0));
      return null;
    });
  }

  @Test
  void differentContentsHaveDifferentNumbers() {
    hold(SECOND);
    deliver(own, FIRST, 5, false);
    deliver(other, FIRST, 5, false);

    assertThat(own.application(APP).orElseThrow().instances()).hasSize(2);
    assertThat(other.application(APP).orElseThrow().instances()).hasSize(1);
    assertThat(number(own)).isGreaterThan(number(other));
    assertThat(own.isPending()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theSameContentHasOneNumberAgain(boolean isMarkFirst) {
    hold(SECOND);
    for (RegistryView each : List.of(own, other)) {
      deliver(each, FIRST, 5, isMarkFirst);
      deliver(each, SECOND, 6, isMarkFirst);
    }

    assertThat(number(own)).isEqualTo(number(other));
    assertThat(own.isPending()).isFalse();
  }
}
