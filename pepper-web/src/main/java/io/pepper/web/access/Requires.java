package io.pepper.web.access;

import io.pepper.identity.access.Permission;
import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The permission that the caller of a method needs, for some tags at least. It is checked before
 * the method runs, which checks the tags of what it is about by {@link CurrentCaller#require}.
 */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Requires {
  @Nonbinding
  Permission value() default Permission.READ_OWN_ACCOUNT;
}
