package io.pepper.web.login;

import io.pepper.database.DatabaseUnavailableException;
import io.pepper.identity.Identity;
import io.pepper.identity.access.UserOrigin;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.primefaces.context.PrimeFacesContext;

/** The login page and the way out. */
@Named
@RequestScoped
public class Login {
  @Inject private SecurityContext security;
  @Inject private Callers callers;
  @Inject private FacesContext faces;
  @Inject private Identity identity;

  private String name;
  private String password;
  private String to = SitePath.HOME;
  private String problem;

  /** Opens a session and redirects to the page the person wanted. */
  public void logIn() throws IOException {
    ExternalContext outer = faces.getExternalContext();
    if (isKnown()) {
      outer.redirect(outer.getRequestContextPath() + SitePath.safe(to));
      return;
    }
    String text =
        LoginProblem.kept((HttpServletRequest) outer.getRequest())
            .map(LoginProblem::text)
            .orElse("Name or password is wrong.");
    faces.addMessage(null, new FacesMessage(text));
  }

  private boolean isKnown() {
    ExternalContext outer = faces.getExternalContext();
    AuthenticationStatus status =
        security.authenticate(
            (HttpServletRequest) outer.getRequest(),
            (HttpServletResponse) outer.getResponse(),
            AuthenticationParameters.withParams()
                .credential(new UsernamePasswordCredential(name, password)));
    return status == AuthenticationStatus.SUCCESS;
  }

  public void logOut() throws IOException {
    ExternalContext outer = faces.getExternalContext();
    String further = "";
    try {
      further = isFromProvider(outer.getRemoteUser()) ? "?out=true" : "";
      callers.logOut(
          (HttpServletRequest) outer.getRequest(), (HttpServletResponse) outer.getResponse());
    } catch (DatabaseUnavailableException e) {
      faces.addMessage(
          null, new FacesMessage("Still logged in: the database of users cannot be reached now."));
      return;
    }
    outer.redirect(outer.getRequestContextPath() + Area.LOGIN_PAGE + further);
  }

  /** Returns whether the person has a session at an OpenID provider as well. */
  private boolean isFromProvider(String user) {
    return user != null
        && identity.user(user).filter(known -> known.origin() == UserOrigin.OIDC).isPresent();
  }

  /**
   * Returns the nonce that PrimeFaces expects back from forms; its scripts send it elsewhere, and
   * this page has none.
   */
  public String getNonce() {
    return PrimeFacesContext.getCspState(faces).getNonce();
  }

  /** Returns what went wrong at another place; empty if nothing did. */
  public String getProblemText() {
    return LoginProblem.of(problem).map(LoginProblem::text).orElse("");
  }

  public String getProblem() {
    return problem;
  }

  public void setProblem(String problem) {
    this.problem = problem;
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public String getPassword() {
    return password;
  }

  public void setPassword(String password) {
    this.password = password;
  }

  public String getTo() {
    return to;
  }

  public void setTo(String to) {
    this.to = to;
  }
}
