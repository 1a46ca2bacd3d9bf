package io.pepper.web.api;

import jakarta.annotation.Priority;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.ext.Provider;
import java.util.Arrays;

/**
 * The check that the caller has the role which the called method names; each method must name one.
 * It runs before the server's own check, which would not say what is missing.
 */
@Provider
@Priority(Priorities.AUTHORIZATION - 1)
public class RoleCheck implements ContainerRequestFilter {
  @Context private ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) {
    RolesAllowed allowed = resource.getResourceMethod().getAnnotation(RolesAllowed.class);
    if (allowed == null) {
      throw new IllegalStateException(resource.getResourceMethod() + " names no role");
    }
    if (Arrays.stream(allowed.value()).noneMatch(request.getSecurityContext()::isUserInRole)) {
      throw refusal(String.join(" or ", allowed.value()), request.getSecurityContext());
    }
  }

  private static Refusal refusal(String role, SecurityContext caller) {
    return Refusal.of(
        Response.Status.FORBIDDEN,
        "this needs the role %s, which user '%s' does not have"
            .formatted(role, caller.getUserPrincipal().getName()));
  }
}
