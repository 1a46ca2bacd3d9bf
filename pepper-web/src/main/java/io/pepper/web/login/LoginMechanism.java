package io.pepper.web.login;

import io.pepper.database.DatabaseUnavailableException;
import io.pepper.identity.external.ExternalLoginException;
import io.pepper.identity.login.ExpiredTokenException;
import io.pepper.identity.login.LoginRefusedException;
import io.pepper.identity.login.LoginThrottledException;
import io.pepper.web.access.CurrentCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.CallerPrincipal;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;

/**
 * The one way in. Programs send Basic or Bearer with every request and get no session. People log
 * in on a page and have a session from then on. A session counts for {@code /api} only together
 * with the header {@code X-Requested-With}, which no other site's page can make a browser send; for
 * the APIs of the originals none does.
 */
@ApplicationScoped
public class LoginMechanism implements HttpAuthenticationMechanism {
  private static final String OWN_REQUEST = "X-Requested-With";

  @Inject private Callers callers;
  @Inject private AllowedNetworks networks;
  @Inject private PartnerLogin partners;

  @Override
  public AuthenticationStatus validateRequest(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
    if (context.isAuthenticationRequest()) {
      return logIn(request, response, context);
    }
    try {
      Optional<Caller> caller = caller(request);
      if (caller.isPresent()) {
        return enter(request, context, caller.get());
      }
      if (!context.isProtected()) {
        return context.doNothing();
      }
      Challenge.send(request, response);
    } catch (ExpiredTokenException | LoginRefusedException e) {
      Challenge.refuse(request, response, e.getMessage());
    } catch (LoginThrottledException e) {
      Challenge.later(request, response, 429, e.retryAfter(), e.getMessage());
    } catch (DatabaseUnavailableException | ExternalLoginException e) {
      Challenge.later(request, response, 503, Challenge.A_MOMENT, e.getMessage());
    }
    return AuthenticationStatus.SEND_CONTINUE;
  }

  /**
   * Logs in with the credential of the login page, which shows what goes wrong. Of what is thrown
   * the server tells the page nothing but that it failed.
   */
  private AuthenticationStatus logIn(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
    try {
      return callers
          .byCredential(context.getAuthParameters().getCredential(), request.getRemoteAddr())
          .map(known -> enter(request, context, callers.logIn(request, response, known)))
          .orElse(AuthenticationStatus.SEND_FAILURE);
    } catch (LoginRefusedException
        | ExternalLoginException
        | LoginThrottledException
        | DatabaseUnavailableException e) {
      LoginProblem.of(e).keep(request);
      return AuthenticationStatus.SEND_FAILURE;
    }
  }

  private Optional<Caller> caller(HttpServletRequest request) {
    Area area = Area.of(request);
    boolean isProgram = area == Area.API || area == Area.ORIGINAL || area == Area.KEEPER;
    if (area == Area.KEEPER && Browsers.sent(request::getHeader)) {
      return Optional.empty();
    }
    String authorization = request.getHeader("Authorization");
    if (isProgram && authorization != null) {
      return Credentials.parse(authorization)
          .flatMap(given -> callers.byCredential(given, request.getRemoteAddr()))
          .map(Caller::program);
    }
    if (area == Area.KEEPER) {
      return partners.caller(request);
    }
    if (area == Area.ORIGINAL) {
      return networks.caller(request);
    }
    if (isProgram && request.getHeader(OWN_REQUEST) == null) {
      return Optional.empty();
    }
    return callers.bySession(request);
  }

  private static AuthenticationStatus enter(
      HttpServletRequest request, HttpMessageContext context, Caller caller) {
    CurrentCaller.set(request, caller.account(), caller.session());
    return context.notifyContainerAboutLogin(
        new CallerPrincipal(caller.account().name()), caller.account().roles());
  }
}
