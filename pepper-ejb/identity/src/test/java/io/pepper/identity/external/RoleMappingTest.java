package io.pepper.identity.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.identity.access.AllowedTags;
import io.pepper.identity.access.Role;
import io.pepper.settings.InvalidSettingException;
import io.pepper.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoleMappingTest {
  private static RoleMapping mapping(String text) {
    return RoleMapping.of(Settings.of(Map.of("roles", text)), "roles");
  }

  @Test
  void givesTheHighestRoleAndTheTagsThatGoWithIt() {
    RoleMapping mapping =
        mapping("admins: admin; mail: operator mail,news; shop: operator shop; all: viewer");

    assertThat(mapping.role(Set.of("all", "MAIL"))).contains(Role.OPERATOR);
    assertThat(mapping.tags(Set.of("all", "MAIL")))
        .isEqualTo(AllowedTags.of(List.of("mail", "news")));
    assertThat(mapping.tags(Set.of("mail", "shop")))
        .isEqualTo(AllowedTags.of(List.of("mail", "news", "shop")));
    assertThat(mapping.role(Set.of("mail", "admins"))).contains(Role.ADMIN);
    assertThat(mapping.tags(Set.of("mail", "admins"))).isEqualTo(AllowedTags.EVERY);
    assertThat(mapping.role(Set.of("others"))).isEmpty();
  }

  @Test
  void takesDistinguishedNamesAndEverybody() {
    RoleMapping mapping = mapping("cn=ops,ou=a:b,dc=x : operator ; * : viewer mail");

    assertThat(mapping.role(Set.of("cn=ops,ou=a:b,dc=x"))).contains(Role.OPERATOR);
    assertThat(mapping.role(Set.of("CN=Ops, OU=a:b, DC=x"))).contains(Role.OPERATOR);
    assertThat(mapping.role(Set.of())).contains(Role.VIEWER);
    assertThat(mapping.tags(Set.of())).isEqualTo(AllowedTags.of(List.of("mail")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ";", "admins", "admins: root", ": admin", "ops: operator a b,,c /"})
  void refusesAnythingElse(String text) {
    assertThatThrownBy(() -> mapping(text))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("admins: admin; ops: operator mail,orders; *: viewer");
  }
}
