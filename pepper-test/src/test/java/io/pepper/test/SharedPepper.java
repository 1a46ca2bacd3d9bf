package io.pepper.test;

import io.pepper.fixtures.RedisServer;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives test classes one running Pepper per configuration, started by the first class that asks and
 * ended after the last test of the run. A parameter of type {@link Pepper} gets the embedded one,
 * or with {@link OnRedis} the one on a redis-server. Tests keep apart by their queues' names; who
 * wants to kill starts a Pepper of its own.
 */
final class SharedPepper implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(SharedPepper.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Pepper.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    boolean redis = parameter.isAnnotated(OnRedis.class);
    Running running =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .computeIfAbsent(
                redis, key -> redis ? Running.onRedis() : Running.embedded(), Running.class);
    if (!running.pepper().isAlive()) {
      throw new IllegalStateException("Pepper has ended:\n" + running.pepper().output());
    }
    return running.pepper();
  }

  /** Closed by JUnit when the run ends. */
  private record Running(Pepper pepper, AutoCloseable store) implements AutoCloseable {
    static Running embedded() {
      return new Running(Pepper.embedded().start(), () -> {});
    }

    static Running onRedis() {
      RedisServer redis = RedisServer.inMemory().start();
      return new Running(Pepper.onRedis(redis).start(), redis);
    }

    @Override
    public void close() throws Exception {
      pepper.close();
      store.close();
    }
  }
}
