package io.pepper.identity.external;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import io.pepper.settings.InvalidSettingException;
import io.pepper.settings.Settings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A directory that knows people, their passwords and their groups. Each login has a connection of
 * its own, which is closed after it; each step of it has a time limit. Safe for any number of
 * threads.
 */
public final class LdapDirectory {
  private static final Logger LOG = System.getLogger(LdapDirectory.class.getName());

  /** More groups than anybody is in; further ones are left out. */
  private static final int MAX_GROUPS = 1_000;

  /** The answers to a bind that say no to the person, and not to Pepper. */
  private static final Set<ResultCode> REFUSALS =
      Set.of(
          ResultCode.INVALID_CREDENTIALS,
          ResultCode.NO_SUCH_OBJECT,
          ResultCode.INVALID_DN_SYNTAX,
          ResultCode.INAPPROPRIATE_AUTHENTICATION,
          ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
          ResultCode.CONSTRAINT_VIOLATION,
          ResultCode.UNWILLING_TO_PERFORM);

  private static final Set<ResultCode> WANTS_ENCRYPTION =
      Set.of(ResultCode.CONFIDENTIALITY_REQUIRED, ResultCode.STRONG_AUTH_REQUIRED);

  private final LdapServers servers;
  private final LdapSettings settings;

  private LdapDirectory(LdapServers servers, LdapSettings settings) {
    this.servers = servers;
    this.settings = settings;
  }

  /**
   * Returns the directory that the settings name, without asking it for anything.
   *
   * @return empty if they name none
   * @throws InvalidSettingException if a setting cannot work
   */
  public static Optional<LdapDirectory> of(Settings settings) {
    return LdapServers.of(settings)
        .map(servers -> new LdapDirectory(servers, LdapSettings.of(settings)));
  }

  /** Returns the setting that gives the groups of the directory roles and tags. */
  public static String rolesSetting() {
    return LdapSettings.ROLES;
  }

  /**
   * Checks a password.
   *
   * @return empty if the name or the password is wrong
   * @throws ExternalLoginException if the server cannot be asked
   */
  public Optional<ExternalPerson> authenticate(String name, String password) {
    // A bind without a password is an anonymous one, and always right.
    if (name == null || name.isBlank() || password == null || password.isEmpty()) {
      return Optional.empty();
    }
    try (LDAPConnection connection = servers.connect()) {
      return settings.person().isPresent()
          ? byTemplate(connection, name, password)
          : bySearch(connection, name, password);
    } catch (LDAPException e) {
      String remedy =
          WANTS_ENCRYPTION.contains(e.getResultCode())
              ? "it wants encryption: set pepper.ldap.starttls=true, or use ldaps://; "
              : "";
      throw new ExternalLoginException(
          "the directory server (pepper.ldap.url) cannot be asked: " + remedy + e.getMessage(), e);
    }
  }

  private Optional<ExternalPerson> byTemplate(
      LDAPConnection connection, String name, String password) throws LDAPException {
    String value = new RDN("cn", name).toString().substring("cn=".length());
    String own = settings.person().get().replace(LdapSettings.NAME, value);
    if (!isRight(connection, own, password)) {
      return Optional.empty();
    }
    SearchResultEntry entry = connection.getEntry(own, attributes());
    if (entry == null) {
      LOG.log(
          Level.WARNING,
          "the directory does not show people their own entry: search for them instead"
              + " (pepper.ldap.base, pepper.ldap.bind) of pepper.ldap.user");
      return Optional.empty();
    }
    return Optional.of(person(connection, entry, name));
  }

  private Optional<ExternalPerson> bySearch(LDAPConnection connection, String name, String password)
      throws LDAPException {
    bindReader(connection);
    Filter filter = Filter.create(filled(settings.filter(), LdapSettings.NAME, name));
    List<SearchResultEntry> found = search(connection, settings.base(), 2, filter, attributes());
    if (found.size() > 1) {
      LOG.log(
          Level.WARNING,
          "{0} fits more than one entry for a name, which may not enter so",
          LdapSettings.FILTER);
    }
    if (found.size() != 1 || !isRight(connection, found.getFirst().getDN(), password)) {
      return Optional.empty();
    }
    // Groups are looked up by who may look people up.
    bindReader(connection);
    return Optional.of(person(connection, found.getFirst(), name));
  }

  private void bindReader(LDAPConnection connection) throws LDAPException {
    if (!settings.reader().isEmpty()) {
      connection.bind(new SimpleBindRequest(settings.reader(), settings.readerPassword()));
    }
  }

  private static boolean isRight(LDAPConnection connection, String person, String password)
      throws LDAPException {
    try {
      SimpleBindRequest request = new SimpleBindRequest(person, password);
      return connection.bind(request).getResultCode() == ResultCode.SUCCESS;
    } catch (LDAPException e) {
      if (REFUSALS.contains(e.getResultCode())) {
        return false;
      }
      throw e;
    }
  }

  private ExternalPerson person(LDAPConnection connection, SearchResultEntry entry, String typed)
      throws LDAPException {
    String own = entry.getAttributeValue(settings.nameAttribute());
    String name = own == null ? typed.toLowerCase(Locale.ROOT) : own;
    Set<String> groups = new TreeSet<>();
    String[] listed = entry.getAttributeValues(settings.groupAttribute());
    if (listed != null) {
      Arrays.stream(listed).limit(MAX_GROUPS).forEach(group -> addGroup(groups, group));
    }
    if (settings.groupBase().isPresent()) {
      String byName = filled(settings.groupFilter(), LdapSettings.NAME, name);
      Filter filter = Filter.create(filled(byName, LdapSettings.ENTRY, entry.getDN()));
      search(
              connection,
              settings.groupBase().get(),
              MAX_GROUPS,
              filter,
              SearchRequest.NO_ATTRIBUTES)
          .forEach(each -> addGroup(groups, each.getDN()));
    }
    return new ExternalPerson(name, Optional.empty(), groups);
  }

  /** Returns the entries below another one, at most as many as the limit says. */
  private List<SearchResultEntry> search(
      LDAPConnection connection, String base, int limit, Filter filter, String... attributes)
      throws LDAPException {
    SearchRequest search =
        new SearchRequest(
            base,
            SearchScope.SUB,
            DereferencePolicy.NEVER,
            limit,
            servers.limitSeconds(),
            false,
            filter,
            attributes);
    try {
      return connection.search(search).getSearchEntries();
    } catch (LDAPSearchException e) {
      if (e.getResultCode() == ResultCode.SIZE_LIMIT_EXCEEDED) {
        return e.getSearchEntries();
      }
      throw e;
    }
  }

  private static void addGroup(Set<String> groups, String group) {
    groups.add(group);
    try {
      RDN first = new DN(group).getRDN();
      if (first != null) {
        groups.add(first.getAttributeValues()[0]);
      }
    } catch (LDAPException e) {
      // A plain name.
    }
  }

  /** Returns a filter of a template; what stands for a name cannot change its meaning. */
  private static String filled(String template, String place, String value) {
    return template.replace(place, Filter.encodeValue(value));
  }

  private String[] attributes() {
    return new String[] {settings.nameAttribute(), settings.groupAttribute()};
  }
}
