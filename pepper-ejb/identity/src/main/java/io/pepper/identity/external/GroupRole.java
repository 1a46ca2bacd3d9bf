package io.pepper.identity.external;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import io.pepper.identity.access.AllowedTags;
import io.pepper.identity.access.Role;
import java.util.Locale;
import java.util.Set;

/**
 * The rights that one group gives.
 *
 * @param group the name as it is compared, or {@code *} for everybody
 * @param role the role of its people
 * @param tags the tags that the role is for
 */
record GroupRole(String group, Role role, AllowedTags tags) {
  private static final String EVERYBODY = "*";

  GroupRole {
    group = plain(group);
  }

  boolean isFor(Set<String> groups) {
    return group.equals(EVERYBODY) || groups.stream().map(GroupRole::plain).anyMatch(group::equals);
  }

  /**
   * Returns a group as it is compared: capitals, and blanks in distinguished names, are nothing.
   */
  private static String plain(String group) {
    String text = group.strip().toLowerCase(Locale.ROOT);
    try {
      return text.contains("=") ? DN.normalize(text) : text;
    } catch (LDAPException e) {
      return text;
    }
  }
}
