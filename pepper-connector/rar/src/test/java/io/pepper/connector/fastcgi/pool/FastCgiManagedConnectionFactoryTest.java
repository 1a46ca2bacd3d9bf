package io.pepper.connector.fastcgi.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FastCgiManagedConnectionFactoryTest {
  private static final String SETTING = "pepper.fastcgi.max-children";
  private static final String FAILURE = "pepper.start.failure";

  @AfterEach
  void forget() {
    System.clearProperty(SETTING);
    System.clearProperty(FAILURE);
  }

  @Test
  void leavesTheReasonForTheOperatorWhenItsSettingIsWrong() {
    System.setProperty(SETTING, "many");

    assertThatThrownBy(() -> new FastCgiManagedConnectionFactory().createConnectionFactory())
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(System.getProperty(FAILURE))
        .isEqualTo("setting pepper.fastcgi.max-children=many must be a number from 1 to 100000");
  }
}
