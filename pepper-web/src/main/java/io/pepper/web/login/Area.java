package io.pepper.web.login;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;

/** The parts of the site, by who may enter and how. */
enum Area {
  /** Programs: Basic or Bearer, no redirects. */
  API,
  /** Programs of the original's cron API: Basic or Bearer, or a network that is trusted. */
  ORIGINAL,
  /** Programs of gokeeper's HTTP interface: Basic or Bearer, or a partner's signature. */
  KEEPER,
  /** People: a session, or else the login page. */
  PAGE,
  /** Anybody. */
  LOGIN,
  /** Style sheets, scripts and icons: anybody. */
  RESOURCE,
  /** Anybody. */
  HEALTH;

  static final String LOGIN_PAGE = "/login.xhtml";

  /** The first parts of gokeeper's paths; each path can also be written as one word. */
  private static final Pattern KEEPER_PATH =
      Pattern.compile(
          "/(domain/?list|conf/?(list|manage|rollback|status|reload)|add/?file|package/?list"
              + "|discovery(listservices|getservice|setproperty)|node/?(list|info|manage)|delete/?(file|domain)|get/?domain/?from/?(ds|conf))",
          Pattern.CASE_INSENSITIVE);

  static Area of(HttpServletRequest request) {
    String path = request.getServletPath();
    if (request.getPathInfo() != null) {
      path += request.getPathInfo();
    }
    return ofPath(path);
  }

  /**
   * @param path without the application's
   */
  static Area ofPath(String path) {
    if (path.equals(LOGIN_PAGE) || isAt(path, "/oidc")) {
      return LOGIN;
    }
    if (path.startsWith("/jakarta.faces.resource/") || path.equals("/favicon.svg")) {
      return RESOURCE;
    }
    if (isAt(path, "/health")) {
      return HEALTH;
    }
    if (isAt(path, "/v1") || path.equals("/Leader") || path.equals("/leader")) {
      return ORIGINAL;
    }
    if (KEEPER_PATH.matcher(path).matches()) {
      return KEEPER;
    }
    return isAt(path, "/api") || isAt(path, "/metrics") || isAt(path, "/openapi") ? API : PAGE;
  }

  private static boolean isAt(String path, String root) {
    return path.equals(root) || path.startsWith(root + "/");
  }
}
