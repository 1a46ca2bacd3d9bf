package io.pepper.web.login.oidc;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import io.pepper.database.DatabaseUnavailableException;
import io.pepper.identity.Identity;
import io.pepper.identity.access.Account;
import io.pepper.identity.access.UserOrigin;
import io.pepper.identity.login.LoginRefusedException;
import io.pepper.web.login.Callers;
import io.pepper.web.login.LoginProblem;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The way to the OpenID provider and back. {@code /oidc/login} sends the browser there, {@code
 * /oidc/callback} takes its answer and opens a session, {@code /oidc/logout} ends the session
 * there. What fails is shown on the login page, by a code and not by the provider's words.
 */
@WebServlet("/oidc/*")
public class OidcServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String LOGIN_PAGE = "/login.xhtml";
  private static final String TO = "to";

  @Inject private transient OidcLogin oidc;
  @Inject private transient Identity identity;
  @Inject private transient Callers callers;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    String path = Objects.requireNonNullElse(request.getPathInfo(), "");
    try {
      switch (oidc.isOffered() ? path : "") {
        case "/callback" -> callback(request, response);
        case "/login", "/logout" -> {
          if (isOfAnotherSite(request)) {
            go(response, request.getContextPath() + LOGIN_PAGE);
          } else if (path.equals("/login")) {
            login(request, response);
          } else {
            logout(request, response);
          }
        }
        default -> response.setStatus(HttpServletResponse.SC_NOT_FOUND);
      }
    } catch (OidcException e) {
      oidc.report(request.getRemoteAddr(), e.getMessage());
      refuse(request, response, LoginProblem.PROVIDER);
    } catch (LoginRefusedException e) {
      refuse(request, response, LoginProblem.REFUSED);
    } catch (DatabaseUnavailableException e) {
      refuse(request, response, LoginProblem.DATABASE);
    }
  }

  /** Returns whether a page of another site has the browser sign in or out, unasked. */
  private static boolean isOfAnotherSite(HttpServletRequest request) {
    return "cross-site".equals(request.getHeader("Sec-Fetch-Site"));
  }

  private void login(HttpServletRequest request, HttpServletResponse response) {
    PendingLogin pending = PendingLogin.begin(Callers.safePage(request.getParameter(TO)));
    URI there = oidc.ask(provider -> provider.address(pending, back(request)));
    pending.keep(request, response);
    go(response, there.toString());
  }

  private void callback(HttpServletRequest request, HttpServletResponse response) {
    Optional<PendingLogin> pending = PendingLogin.of(request);
    PendingLogin.forget(request, response);
    Optional<AuthenticationSuccessResponse> answer = answer(request);
    boolean isOurs =
        pending.isPresent()
            && answer.isPresent()
            && pending.get().state().equals(answer.get().getState());
    if (!isOurs) {
      refuse(request, response, LoginProblem.AGAIN);
      return;
    }
    AuthorizationCode code = answer.get().getAuthorizationCode();
    Map<String, Object> claims =
        oidc.ask(provider -> provider.claims(code, pending.get(), back(request)));
    Account account =
        identity.admit(oidc.person(claims), UserOrigin.OIDC, oidc.roles(), request.getRemoteAddr());
    callers.logIn(request, response, account);
    go(response, request.getContextPath() + Callers.safePage(pending.get().to()));
  }

  /** Returns the provider's answer; empty if it is an error, or none. */
  private Optional<AuthenticationSuccessResponse> answer(HttpServletRequest request) {
    try {
      AuthenticationResponse answer =
          AuthenticationResponseParser.parse(
              URI.create("http://ignored/?" + request.getQueryString()));
      boolean isFromAnother =
          answer.getIssuer() != null
              && oidc.settings()
                  .filter(wanted -> wanted.issuer().equals(answer.getIssuer()))
                  .isEmpty();
      if (answer.indicatesSuccess()
          && !isFromAnother
          && answer.toSuccessResponse().getAuthorizationCode() != null) {
        return Optional.of(answer.toSuccessResponse());
      }
      oidc.report(request.getRemoteAddr(), "the provider refused it, or another one has answered");
      return Optional.empty();
    } catch (ParseException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Ends the session there; the one here was ended on the page before. */
  private void logout(HttpServletRequest request, HttpServletResponse response) {
    URI back = URI.create(site(request) + LOGIN_PAGE);
    go(
        response,
        oidc.ask(provider -> provider.logout(back))
            .map(URI::toString)
            .orElse(request.getContextPath() + LOGIN_PAGE));
  }

  private URI back(HttpServletRequest request) {
    return oidc.settings()
        .flatMap(OidcSettings::redirect)
        .orElseGet(() -> URI.create(site(request) + "/oidc/callback"));
  }

  /** Returns the address of this site as the browser knows it, proxies included. */
  private static String site(HttpServletRequest request) {
    boolean isUsual = request.getServerPort() == (request.isSecure() ? 443 : 80);
    return request.getScheme()
        + "://"
        + request.getServerName()
        + (isUsual ? "" : ":" + request.getServerPort())
        + request.getContextPath();
  }

  /** Shows the login page, which leads to the page that was wanted. */
  private static void refuse(
      HttpServletRequest request, HttpServletResponse response, LoginProblem problem) {
    String to = request.getParameter(TO);
    String wanted = to == null ? PendingLogin.of(request).map(PendingLogin::to).orElse("") : to;
    go(response, request.getContextPath() + problem.page(wanted));
  }

  private static void go(HttpServletResponse response, String address) {
    response.setStatus(HttpServletResponse.SC_FOUND);
    response.setHeader("Location", address);
  }
}
