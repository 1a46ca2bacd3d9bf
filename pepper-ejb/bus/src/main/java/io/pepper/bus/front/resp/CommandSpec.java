package io.pepper.bus.front.resp;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Singleton;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** The name of a command and the conditions of its execution. One instance serves all clients. */
@Stereotype
@Singleton
@Retention(RUNTIME)
@Target(TYPE)
public @interface CommandSpec {
  /** Returns the name in upper case. */
  String name();

  /** Returns the smallest number of arguments after the name. */
  int min() default 0;

  /** Returns the largest number of arguments after the name. */
  int max() default Integer.MAX_VALUE;

  /** Returns whether the command waits for {@code EXEC} when it comes inside a transaction. */
  boolean queued() default true;

  /** Returns whether the client must have logged in. */
  boolean login() default true;

  /** Returns one line for {@code COMMAND DOCS}. */
  String summary();
}
