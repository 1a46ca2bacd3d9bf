package io.pepper.test;

/** Configuration as the tests of its pages need it: domains, files, drafts and people. */
final class ConfigPages {
  private static final String DOMAINS = "/api/v1/config/domains/";

  private final Pepper pepper;
  private final ConfigCalls calls;

  ConfigPages(Pepper pepper) {
    this.pepper = pepper;
    this.calls = new ConfigCalls(pepper);
  }

  /** Creates a person, unless it is there, who logs in with the admin's password. */
  void person(String name, String role) {
    RestAnswer created =
        pepper
            .rest()
            .post(
                "/api/v1/users",
                "{\"name\":\"%s\",\"password\":\"%s\",\"role\":\"%s\",\"tags\":null}"
                    .formatted(name, pepper.adminPassword(), role));
    if (created.status() != 409) {
      created.expect2xx();
    }
  }

  /** Publishes a file as the admin. */
  void publish(String domain, String file, String ini) {
    check(calls.putIni("domains/" + domain + "/files/" + file, ini).statusCode());
  }

  /** Makes a file's draft as the admin. */
  void draft(String domain, String file, String ini) {
    check(calls.putIni("domains/" + domain + "/files/" + file + "?draft=true", ini).statusCode());
  }

  private static void check(int status) {
    if (status / 100 != 2) {
      throw new AssertionError("answered with " + status);
    }
  }

  /** Has a domain take four eyes. */
  void review(String domain) {
    pepper.rest().put(DOMAINS + domain, "{\"needsReview\":true}").expect2xx();
  }

  /** Returns a file in force as ini. */
  String ini(String domain, String file) {
    return ConfigCalls.text(
        calls.get("domains/" + domain + "/files/" + file, "Accept", "text/plain"));
  }

  /** Returns a file in force as JSON. */
  String json(String domain, String file) {
    return pepper.rest().get(DOMAINS + domain + "/files/" + file).body();
  }

  /** Returns the address of the page about a file. */
  static String page(String domain, String file) {
    return "/config-file.xhtml?domain=" + domain + "&file=" + file;
  }
}
