package io.pepper.bus.front;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Singleton;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Names a command and says what holds before it is executed. One instance serves all connections.
 */
@Stereotype
@Singleton
@Retention(RUNTIME)
@Target(TYPE)
@interface CommandSpec {
  /** In upper case. */
  String name();

  /** Fewest arguments after the name. */
  int min() default 0;

  /** Most arguments after the name. */
  int max() default Integer.MAX_VALUE;

  /** Whether it waits for {@code EXEC} when it comes inside a transaction. */
  boolean queued() default true;

  /** Whether the client must have logged in. */
  boolean login() default true;

  /** One line for {@code COMMAND DOCS}. */
  String summary();
}
