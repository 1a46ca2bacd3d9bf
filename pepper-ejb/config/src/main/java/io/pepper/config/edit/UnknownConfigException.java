package io.pepper.config.edit;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;

/** The refusal of a request for a domain, a file or a version that is not there. */
public final class UnknownConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private UnknownConfigException(String message) {
    super(message);
  }

  /** Returns the refusal for a domain; the text is that of gokeeper. */
  public static UnknownConfigException domain(DomainName domain) {
    return new UnknownConfigException("domain " + domain + " not found");
  }

  public static UnknownConfigException file(DomainName domain, FileName file) {
    return new UnknownConfigException("domain " + domain + " has no file " + file);
  }

  public static UnknownConfigException draft(DomainName domain, FileName file) {
    return new UnknownConfigException("domain " + domain + " has no draft of " + file);
  }

  public static UnknownConfigException gray(DomainName domain, FileName file) {
    return new UnknownConfigException("no gray release of " + file + " in " + domain + " runs");
  }

  public static UnknownConfigException version(DomainName domain, long version) {
    return new UnknownConfigException("domain " + domain + " has no version " + version);
  }
}
