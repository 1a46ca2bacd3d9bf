package io.pepper.bus.dispatch;

import static io.pepper.bus.dispatch.DispatchFixture.QUICK;
import static io.pepper.bus.dispatch.DispatchFixture.TOPIC;
import static io.pepper.bus.dispatch.DispatchFixture.topic;
import static io.pepper.bus.dispatch.DispatchFixture.with;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.bus.definition.DeliveryMethod;
import io.pepper.bus.definition.TopicDefinition;
import io.pepper.connector.fastcgi.FastCgiAddress;
import io.pepper.connector.fastcgi.FastCgiClient;
import io.pepper.connector.fastcgi.FastCgiLimits;
import io.pepper.connector.fastcgi.FastCgiPool;
import io.pepper.connector.fastcgi.FastCgiRequest;
import io.pepper.connector.fastcgi.FastCgiResponse;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FailingTransportTest implements FastCgiClient {
  private final AtomicInteger deliveries = new AtomicInteger();

  @Test
  void keepsTheJobAndItsWorkerWhenMemoryRunsOutInTheMiddleOfADelivery() throws Exception {
    try (DispatchFixture bus =
        new DispatchFixture(new MemoryStore(), Clock.systemUTC(), QUICK, () -> this)) {
      TopicDefinition topic =
          topic(new DeliveryMethod.FastCgi(new FastCgiAddress("127.0.0.1:9000"), "/consume.php"));
      bus.apply(with(topic, 1, 1, topic.retry()));

      bus.push("a", "b");

      bus.awaitEmpty();
      assertThat(deliveries).hasValue(3);
      assertThat(bus.figures.of(TOPIC).read().succeeded()).isEqualTo(2);
    }
  }

  @Override
  public FastCgiPool pool(FastCgiAddress address) {
    return FastCgiPool.UNUSED;
  }

  @Override
  public FastCgiResponse exchange(
      FastCgiAddress address, FastCgiRequest request, FastCgiLimits limits, Runnable begun) {
    boolean ping = new String(request.body(), UTF_8).contains("type=ping");
    if (!ping && deliveries.incrementAndGet() == 1) {
      throw new OutOfMemoryError("as it may happen");
    }
    byte[] body = TOPIC.toString().getBytes(UTF_8);
    return new FastCgiResponse(Map.of("code", "200"), body, false, "", 0);
  }
}
