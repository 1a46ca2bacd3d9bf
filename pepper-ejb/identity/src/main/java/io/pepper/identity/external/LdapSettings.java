package io.pepper.identity.external;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import io.pepper.settings.InvalidSettingException;
import io.pepper.settings.Settings;
import java.util.Optional;

/**
 * How people and their groups are found in a directory (docs/sign-in.md, LDAP).
 *
 * @param reader the name, mostly a distinguished one, that looks people up; empty for an anonymous
 *     one
 * @param readerPassword its password
 * @param person the distinguished name of a person, with {@code {name}} in it, who then looks
 *     themselves up; empty to search for them
 * @param base where people are searched
 * @param filter which entry is the person's, with {@code {name}} in it
 * @param nameAttribute the attribute that is the user's name here
 * @param groupAttribute the attribute of the person that lists their groups
 * @param groupBase where groups that list their members are searched; empty if they are not
 * @param groupFilter which of them are the person's, with {@code {dn}} or {@code {name}} in it
 */
record LdapSettings(
    String reader,
    String readerPassword,
    Optional<String> person,
    String base,
    String filter,
    String nameAttribute,
    String groupAttribute,
    Optional<String> groupBase,
    String groupFilter) {
  static final String ROLES = "pepper.ldap.roles";
  static final String FILTER = "pepper.ldap.filter";
  static final String NAME = "{name}";
  static final String ENTRY = "{dn}";

  private static final String READER = "pepper.ldap.bind";
  private static final String PASSWORD = "pepper.ldap.password";
  private static final String PERSON = "pepper.ldap.user";
  private static final String BASE = "pepper.ldap.base";
  private static final String GROUP_BASE = "pepper.ldap.groups.base";
  private static final String GROUP_FILTER = "pepper.ldap.groups.filter";

  /** A name for trying a template out. */
  private static final String ANYBODY = "anybody";

  /**
   * Reads the settings.
   *
   * @throws InvalidSettingException if one of them cannot work
   */
  static LdapSettings of(Settings settings) {
    // Active Directory also takes names such as reader@example.org here.
    String reader = settings.text(READER).orElse("");
    String password = settings.text(PASSWORD).orElse("");
    if (reader.isEmpty() != password.isEmpty()) {
      throw new InvalidSettingException(
          reader.isEmpty() ? READER : PASSWORD,
          "",
          "set together with " + (reader.isEmpty() ? PASSWORD : READER));
    }
    Optional<String> person = name(settings, PERSON);
    if (person.isPresent() && !person.get().contains(NAME)) {
      throw new InvalidSettingException(
          PERSON, person.get(), "a name with {name} in it, such as uid={name},ou=people,dc=x");
    }
    Optional<String> base = name(settings, BASE);
    if (base.isEmpty() && person.isEmpty()) {
      throw new InvalidSettingException(
          BASE, "", "where people are, such as ou=people,dc=example,dc=org");
    }
    return new LdapSettings(
        reader,
        password,
        person,
        base.orElse(""),
        filter(settings, FILTER, "(uid={name})", NAME),
        settings.text("pepper.ldap.name").orElse("uid"),
        settings.text("pepper.ldap.groups").orElse("memberOf"),
        name(settings, GROUP_BASE),
        filter(settings, GROUP_FILTER, "(member={dn})", NAME, ENTRY));
  }

  private static Optional<String> name(Settings settings, String name) {
    Optional<String> text = settings.text(name);
    if (text.isPresent() && !isName(text.get().replace(NAME, ANYBODY))) {
      throw new InvalidSettingException(
          name, text.get(), "a distinguished name such as ou=people,dc=example,dc=org");
    }
    return text;
  }

  private static boolean isName(String text) {
    return DN.isValidDN(text);
  }

  private static String filter(Settings settings, String name, String usual, String... places) {
    String text = settings.text(name).orElse(usual);
    boolean isTemplate = false;
    String tried = text;
    for (String place : places) {
      isTemplate |= text.contains(place);
      tried = tried.replace(place, ANYBODY);
    }
    try {
      Filter.create(tried);
    } catch (LDAPException e) {
      throw wrongFilter(name, text, places);
    }
    if (!isTemplate) {
      throw wrongFilter(name, text, places);
    }
    return text;
  }

  private static InvalidSettingException wrongFilter(String name, String text, String... places) {
    return new InvalidSettingException(
        name,
        text,
        "a filter with " + String.join(" or ", places) + " in it, such as (uid={name})");
  }

  /** Returns nothing of what it holds: a password is among it. */
  @Override
  public String toString() {
    return "LdapSettings[" + base + "]";
  }
}
