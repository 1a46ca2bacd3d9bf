package io.pepper.web.login;

import io.pepper.identity.access.Account;
import io.pepper.identity.access.AllowedTags;
import io.pepper.identity.access.Role;
import io.pepper.settings.Networks;
import io.pepper.settings.Settings;
import io.pepper.settings.StartFailure;
import io.pepper.web.http.ForwardedHeaders;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * The networks whose callers the original's cron API, which knows no login, trusts. Only programs
 * are trusted: a request that a browser sends on behalf of a page names a site and is not let in,
 * be it this site, which another page's host name may have been pointed at. A request that came by
 * a proxy that is not trusted is not let in either: it says nothing of where its caller is.
 */
@ApplicationScoped
class AllowedNetworks {
  static final String SETTING = "pepper.cron.allow";
  private static final Logger LOG = System.getLogger(AllowedNetworks.class.getName());

  @Inject private Settings settings;

  private Networks networks;

  @PostConstruct
  void read() {
    networks = StartFailure.guard(() -> Networks.of(settings, SETTING));
    if (!networks.isEmpty()) {
      LOG.log(
          Level.WARNING,
          "whoever reaches this port from {0} may define cron jobs without a login ({1})",
          networks,
          SETTING);
    }
  }

  void start(@Observes Startup event) {
    // Observing is enough: a wrong setting is then found at the start.
  }

  /** Returns the caller of a request without a login, if its network is trusted. */
  Optional<Caller> caller(HttpServletRequest request) {
    if (Browsers.sent(request::getHeader) || ForwardedHeaders.hideTheCaller(request::getHeader)) {
      return Optional.empty();
    }
    return networks
        .containing(request.getRemoteAddr())
        .map(network -> Account.of("network:" + network, Role.ADMIN, AllowedTags.EVERY))
        .map(Caller::program);
  }
}
