package io.pepper.config.sync;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.config.cluster.ConfigTable;
import io.pepper.config.cluster.DomainPublisher;
import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.KeyName;
import io.pepper.config.definition.SectionName;
import io.pepper.config.edit.FileEdit;
import io.pepper.config.edit.KeyChange;
import io.pepper.config.edit.PublishRequest;
import io.pepper.config.edit.UnknownConfigException;
import io.pepper.config.node.NodeInfo;
import io.pepper.config.value.ValueType;
import io.pepper.coordination.Coordination;
import io.pepper.coordination.embedded.EmbeddedCoordination;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncProtocolTest {
  private static final SyncListener QUIET = waking(new AtomicInteger());
  private static final DomainName DOMAIN = new DomainName("shop");
  private static final FileName FILE = new FileName("test.conf");
  private static final SyncCaller CALLER = new SyncCaller("grpc", "127.0.0.1");

  @TempDir Path folder;
  private Coordination coordination;
  private ConfigTable table;
  private DomainPublisher publisher;
  private ConfigSubscribers subscribers;
  private SyncProtocol protocol;

  @BeforeEach
  void open() {
    coordination = new EmbeddedCoordination(folder);
    // The thread that publishes passes its changes on itself here.
    table = new ConfigTable(coordination, domain -> subscribers.domainChanged(domain));
    subscribers = new ConfigSubscribers(table::find, Clock.systemUTC());
    publisher = new DomainPublisher(table, Clock.systemUTC());
    protocol = protocol(Duration.ofSeconds(60));
    table.open();
  }

  private SyncProtocol protocol(Duration hold) {
    return new SyncProtocol(
        subscribers, new SyncTimes(hold, Duration.ofSeconds(120)), Clock.systemUTC());
  }

  @AfterEach
  void close() {
    table.close();
    coordination.close();
  }

  @Test
  void aNodeThatRegistersHasItsWholeConfiguration() {
    publish("DEFAULT", "timeout", ValueType.INT, "10");

    SyncAnswer.Changed answer = register("/test.conf");

    assertThat(new String(answer.config().json(answer.version()), UTF_8))
        .isEqualTo(
            "[{\"name\":\"Test\",\"version\":1,\"data\":{\"timeout\":{\"type\":\"int\",\"raw_key\":\"timeout int\",\"raw_value\":\"10\",\"key\":\"timeout\",\"value\":10,\"struct_key\":\"Timeout\",\"is_json\":false}},\"Libraries\":null}]");
  }

  @Test
  void aNodeOfAnUnknownDomainIsRefused() {
    assertThatThrownBy(() -> register("/test.conf"))
        .isInstanceOf(UnknownConfigException.class)
        .hasMessage("domain shop not found");
  }

  @Test
  void aRequestFromAnUnknownNodeIsAnsweredWithTheWishToRegister() {
    try (SyncPoll poll = protocol.poll(node(0, "/test.conf"), CALLER, QUIET)) {
      assertThat(poll.answer(false)).contains(new SyncAnswer.Register());
    }
  }

  @Test
  void aWaitingRequestHearsOfAChangeAndOfNothingElse() {
    publish("DEFAULT", "timeout", ValueType.INT, "10");
    register("/test.conf", "/test.conf/n1:80");
    AtomicInteger woken = new AtomicInteger();

    try (SyncPoll poll =
        protocol.poll(node(1, "/test.conf", "/test.conf/n1:80"), CALLER, waking(woken))) {
      assertThat(poll.answer(false)).isEmpty();
      publish("n2:80", "timeout", ValueType.INT, "20");
      assertThat(woken).hasValue(0);
      assertThat(poll.answer(false)).isEmpty();
      publish("n1:80", "timeout", ValueType.INT, "30");
      assertThat(woken).hasValue(1);
      assertThat(changed(poll.answer(false)).version()).isEqualTo(3);
    }
  }

  @Test
  void anAnswerThatWasLostIsGivenAgain() {
    publish("DEFAULT", "timeout", ValueType.INT, "10");
    register("/test.conf");
    publish("DEFAULT", "timeout", ValueType.INT, "20");

    for (int i = 0; i < 2; i++) {
      try (SyncPoll poll = protocol.poll(node(1, "/test.conf"), CALLER, QUIET)) {
        assertThat(changed(poll.answer(false)).version()).isEqualTo(2);
      }
    }
    try (SyncPoll poll = protocol.poll(node(2, "/test.conf"), CALLER, QUIET)) {
      assertThat(poll.answer(false)).isEmpty();
    }
  }

  @Test
  void aFileThatComesLaterReachesWhoSubscribedToIt() {
    publish("DEFAULT", "timeout", ValueType.INT, "10");
    register("/later.conf");
    try (SyncPoll poll = protocol.poll(node(1, "/later.conf"), CALLER, QUIET)) {
      assertThat(poll.answer(false)).isEmpty();
      change(new FileName("later.conf"), "DEFAULT", "a", ValueType.STRING, "b");
      assertThat(changed(poll.answer(false)).config().structs().getFirst().name())
          .isEqualTo("Later");
    }
  }

  @Test
  void theNodesOfADeletedDomainDoNotCountForever() {
    publish("DEFAULT", "timeout", ValueType.INT, "10");
    register("/test.conf");
    publisher.deleteDomain(DOMAIN, "ann", "because");
    subscribers.removeSilent(Duration.ofSeconds(60));
    assertThat(subscribers.size()).isEqualTo(1);

    subscribers.removeSilent(Duration.ofSeconds(-1));

    assertThat(subscribers.size()).isZero();
  }

  @Test
  void aRequestIsAnsweredWhenItsTimeIsOver() {
    publish("DEFAULT", "timeout", ValueType.INT, "10");
    register("/test.conf");
    protocol = protocol(Duration.ZERO);
    try (SyncPoll poll = protocol.poll(node(1, "/test.conf"), CALLER, QUIET)) {
      assertThat(poll.answer(false)).contains(new SyncAnswer.Unchanged());
    }
  }

  @Test
  void newsThatAreDeliveredAreNotGivenAgain() {
    publish("DEFAULT", "timeout", ValueType.INT, "10");
    register("/test.conf");
    List<SyncAnswer> delivered = new ArrayList<>();
    SyncListener listener =
        new SyncListener() {
          @Override
          public boolean deliver(SyncAnswer answer) {
            return delivered.add(answer);
          }

          @Override
          public void wake() {
            throw new AssertionError("woken after a delivery");
          }
        };

    try (SyncPoll poll = protocol.poll(node(1, "/test.conf"), CALLER, listener)) {
      assertThat(poll.answer(false)).isEmpty();
      publish("DEFAULT", "timeout", ValueType.INT, "20");
      publish("DEFAULT", "timeout", ValueType.INT, "30");

      assertThat(delivered)
          .singleElement()
          .satisfies(answer -> {
            assertThat(changed(Optional.of(answer)).version()).isEqualTo(2);
          });
      assertThat(poll.isOver()).isTrue();
      assertThat(poll.answer(true)).isEmpty();
    }
  }

  @Test
  void aFaultAtOneNodeKeepsNoOtherFromHearing() {
    publish("DEFAULT", "timeout", ValueType.INT, "10");
    List<SyncPoll> polls = new ArrayList<>();
    AtomicInteger woken = new AtomicInteger();
    SyncListener faulty =
        new SyncListener() {
          @Override
          public boolean deliver(SyncAnswer answer) {
            throw new IllegalStateException("the stream is broken");
          }

          @Override
          public void wake() {}
        };
    for (long process = 1; process <= 20; process++) {
      NodeInfo info = process(process);
      subscribers.register(info, CALLER);
      polls.add(protocol.poll(info, CALLER, process % 2 == 0 ? faulty : waking(woken)));
    }

    publish("DEFAULT", "timeout", ValueType.INT, "20");

    assertThat(woken).hasValue(10);
    polls.forEach(SyncPoll::close);
  }

  private static NodeInfo process(long startTime) {
    return new NodeInfo(
        "n1:80", DOMAIN, "main", "host", startTime, List.of("/test.conf"), 1, Map.of());
  }

  @Test
  void nothingIsDeliveredToARequestThatWasGivenUp() {
    publish("DEFAULT", "timeout", ValueType.INT, "10");
    Subscriber subscriber = subscribers.register(node(0, "/test.conf"), CALLER);
    AtomicInteger woken = new AtomicInteger();
    SyncPoll poll = protocol.poll(node(1, "/test.conf"), CALLER, waking(woken));

    poll.close();
    poll.changed();
    subscriber.changed();

    assertThat(woken).hasValue(0);
  }

  private static SyncListener waking(AtomicInteger woken) {
    return new SyncListener() {
      @Override
      public boolean deliver(SyncAnswer answer) {
        return false;
      }

      @Override
      public void wake() {
        woken.incrementAndGet();
      }
    };
  }

  private static SyncAnswer.Changed changed(Optional<SyncAnswer> answer) {
    assertThat(answer).containsInstanceOf(SyncAnswer.Changed.class);
    return (SyncAnswer.Changed) answer.get();
  }

  private SyncAnswer.Changed register(String... subscriptions) {
    return (SyncAnswer.Changed) protocol.register(node(0, subscriptions), CALLER);
  }

  private static NodeInfo node(long version, String... subscriptions) {
    return NodeInfo.checked(
        "n1:80", DOMAIN, "main", "host", 1, List.of(subscriptions), version, Map.of());
  }

  private void publish(String section, String key, ValueType type, String value) {
    change(FILE, section, key, type, value);
  }

  private void change(FileName file, String section, String key, ValueType type, String value) {
    KeyChange change = KeyChange.set(new SectionName(section), new KeyName(key), type, value);
    publisher.publish(
        new PublishRequest(
            DOMAIN, List.of(new FileEdit.ChangeKeys(file, List.of(change))), "ann", "because"));
  }
}
