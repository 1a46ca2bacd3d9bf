package io.pepper.bus.front.resp;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Singleton;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** One instance for all connections, injected without a proxy: it is on the hot path. */
@Stereotype
@Singleton
@Retention(RUNTIME)
@Target(TYPE)
public @interface SingletonBean {}
