package io.pepper.identity.external;

import io.pepper.identity.access.AllowedTags;
import io.pepper.identity.access.InvalidIdentityException;
import io.pepper.identity.access.Role;
import io.pepper.settings.InvalidSettingException;
import io.pepper.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rights that the groups of other places give, such as {@code admins: admin; ops: operator
 * mail,orders; *: viewer}. A person has the highest role of all their groups, and the tags of those
 * groups that give this role. Immutable.
 */
public final class RoleMapping {
  private static final String ALLOWED =
      "groups with a role and, after a space, tags, such as"
          + " 'admins: admin; ops: operator mail,orders; *: viewer'";

  private final String setting;
  private final List<GroupRole> entries;

  private RoleMapping(String setting, List<GroupRole> entries) {
    this.setting = setting;
    this.entries = entries;
  }

  /**
   * Reads a setting.
   *
   * @throws InvalidSettingException if it is missing, or anything else
   */
  public static RoleMapping of(Settings settings, String name) {
    String text = settings.text(name).orElse("");
    List<GroupRole> entries = new ArrayList<>();
    for (String part : text.split(";")) {
      if (!part.isBlank()) {
        entries.add(entry(name, text, part.strip()));
      }
    }
    if (entries.isEmpty()) {
      throw new InvalidSettingException(name, text, ALLOWED);
    }
    return new RoleMapping(name, List.copyOf(entries));
  }

  /** The group ends at the last colon: distinguished names may hold some. */
  private static GroupRole entry(String setting, String text, String part) {
    int colon = part.lastIndexOf(':');
    String[] words = part.substring(colon + 1).strip().split("\\s+", 2);
    if (colon < 1) {
      throw new InvalidSettingException(setting, text, ALLOWED);
    }
    try {
      AllowedTags tags = AllowedTags.parse(words.length > 1 ? words[1] : "");
      return new GroupRole(part.substring(0, colon), Role.of(words[0]), tags);
    } catch (InvalidIdentityException e) {
      throw new InvalidSettingException(setting, text, ALLOWED + ": " + e.getMessage());
    }
  }

  /** Returns the name of the setting that it was read from. */
  public String setting() {
    return setting;
  }

  /** Returns the role that groups give; empty if they give none, and their person may not enter. */
  public Optional<Role> role(Set<String> groups) {
    return entries.stream()
        .filter(each -> each.isFor(groups))
        .map(GroupRole::role)
        .max(Role::compareTo);
  }

  /** Returns the tags that go with that role. */
  public AllowedTags tags(Set<String> groups) {
    Optional<Role> role = role(groups);
    List<AllowedTags> all =
        entries.stream()
            .filter(each -> each.isFor(groups) && role.filter(each.role()::equals).isPresent())
            .map(GroupRole::tags)
            .toList();
    if (all.stream().anyMatch(AllowedTags::isEvery)) {
      return AllowedTags.EVERY;
    }
    Set<String> names = new TreeSet<>();
    all.forEach(tags -> tags.names().ifPresent(names::addAll));
    return AllowedTags.of(names);
  }
}
