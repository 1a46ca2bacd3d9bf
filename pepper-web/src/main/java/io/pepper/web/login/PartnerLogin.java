package io.pepper.web.login;

import io.pepper.settings.Settings;
import io.pepper.settings.StartFailure;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.io.UnsupportedEncodingException;
import java.time.Clock;
import java.util.Optional;

/**
 * The login of partners of gokeeper's HTTP interface. What a browser sends on behalf of a page is
 * none: that interface changes things by GET.
 */
@ApplicationScoped
class PartnerLogin {
  @Inject private Settings settings;
  @Inject private Clock clock;

  private Partners partners;

  @PostConstruct
  void read() {
    partners = StartFailure.guard(() -> new Partners(settings, clock));
  }

  void start(@Observes Startup event) {
    // Observing is enough: a wrong setting is then found at the start.
  }

  /** Returns the partner who signed a request, whose parameters are UTF-8. */
  Optional<Caller> caller(HttpServletRequest request) {
    try {
      request.setCharacterEncoding("UTF-8");
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("every JDK has UTF-8", e);
    }
    return partners.signer(request::getParameter).map(Caller::program);
  }
}
