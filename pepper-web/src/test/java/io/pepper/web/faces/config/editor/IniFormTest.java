package io.pepper.web.faces.config.editor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.definition.InvalidDefinitionException;
import org.junit.jupiter.api.Test;

class IniFormTest {
  @Test
  void savesTrapsOnlyOnceTheyAreTicked() {
    IniForm form = new IniForm("");
    form.setText("a = 1 # one\r\nb = 2");
    assertThatThrownBy(form::readToSave).isInstanceOf(InvalidDefinitionException.class);
    assertThat(form.getWarnings()).singleElement().asString().startsWith("line 1: ");

    form.setAccepted(true);
    assertThat(form.readToSave().size()).isEqualTo(2);
  }

  /** Other traps than those that were shown are not meant by the tick. */
  @Test
  void asksAgainWhenThereAreOtherTraps() {
    IniForm form = new IniForm("a = 1 # one");
    assertThatThrownBy(form::readToSave).isInstanceOf(InvalidDefinitionException.class);
    form.setAccepted(true);
    form.setText("a = 1 # one\nb = 2 ; two");

    assertThatThrownBy(form::readToSave).isInstanceOf(InvalidDefinitionException.class);
    assertThat(form.isAccepted()).isFalse();
    assertThat(form.getWarnings()).hasSize(2);
  }

  @Test
  void namesTheLineThatIsWrong() {
    IniForm form = new IniForm("a = 1\n[broken");

    assertThatThrownBy(form::read)
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("line 2");
    assertThat(form.isChecked()).isFalse();
  }
}
