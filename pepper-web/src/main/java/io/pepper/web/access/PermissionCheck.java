package io.pepper.web.access;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;

/** The check of the permission that a method names. */
@Interceptor
@Requires
@Priority(Interceptor.Priority.APPLICATION)
class PermissionCheck implements Serializable {
  private static final long serialVersionUID = 1L;

  @Inject private transient CurrentCaller caller;

  @AroundInvoke
  Object check(InvocationContext call) throws Exception {
    caller.require(call.getMethod().getAnnotation(Requires.class).value());
    return call.proceed();
  }
}
