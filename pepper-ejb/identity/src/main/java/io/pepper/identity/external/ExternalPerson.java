package io.pepper.identity.external;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A person as another place knows them.
 *
 * @param name the name of the user here
 * @param subject what the place calls the person and nobody else, ever; empty if the name is that
 * @param groups the names of their groups; of groups with a distinguished name that and its first
 *     part, such as {@code cn=ops,ou=groups} and {@code ops}
 */
public record ExternalPerson(String name, Optional<String> subject, Set<String> groups) {
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
  private static final int MAX_LENGTH = 1_000;

  public ExternalPerson {
    groups = Set.copyOf(groups);
  }

  /** Returns a description for the log: one line, of bounded length. */
  @Override
  public String toString() {
    String text = "'%s' with the groups %s".formatted(name, new TreeSet<>(groups));
    String line = CONTROL.matcher(text).replaceAll(" ");
    return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…";
  }
}
