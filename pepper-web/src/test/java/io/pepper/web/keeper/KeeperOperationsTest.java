package io.pepper.web.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.config.definition.FileName;
import io.pepper.config.definition.KeyName;
import io.pepper.config.definition.SectionName;
import io.pepper.config.edit.FileEdit;
import io.pepper.config.edit.KeyChange;
import io.pepper.config.value.ValueType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeeperOperationsTest {
  @Test
  void readsOperationsInTheirOrder() {
    List<FileEdit> edits =
        KeeperOperations.read(
            "[{\"opcode\":\"delete\",\"file\":\"/a.conf\",\"section\":\"DEFAULT\",\"key\":\"x\"},"
                + "{\"Opcode\":\"add\",\"File\":\"a.conf\",\"SECTION\":\"n1\",\"key\":\"y\",\"type\":\"int\",\"value\":\"1\",\"note\":\"z\",\"id\":7}]");

    FileName file = new FileName("a.conf");
    assertThat(edits)
        .containsExactly(
            new FileEdit.ChangeKeys(
                file, List.of(KeyChange.delete(SectionName.DEFAULT, new KeyName("x")))),
            new FileEdit.ChangeKeys(
                file,
                List.of(
                    KeyChange.set(new SectionName("n1"), new KeyName("y"), ValueType.INT, "1"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[]; there is nothing to do",
        "{}; must be a JSON array",
        "[1; must be a JSON array",
        "[1]; operates[0] is no object",
        "[{\"opcode\":\"get\",\"file\":\"a.conf\",\"section\":\"s\",\"key\":\"k\"}]; opcode must be",
        "[{\"opcode\":\"add\",\"file\":\"a.conf\",\"section\":\"\",\"key\":\"k\",\"value\":\"v\"}]; is not the name of a section",
        "[{\"opcode\":\"add\",\"file\":\"a.txt\",\"section\":\"s\",\"key\":\"k\",\"value\":\"v\"}]; end in .conf",
        "[{\"opcode\":\"add\",\"file\":\"a.conf\",\"section\":\"s\",\"key\":\"k\",\"raw_value\":\"v\"}]; value is required",
        "[{\"opcode\":\"add\",\"file\":\"a.conf\",\"section\":\"s\",\"key\":\"k\",\"type\":\"x\",\"value\":\"v\"}]; there is no type 'x'",
      })
  void saysWhatIsWrongWithAnOperation(String operates, String problem) {
    assertThatThrownBy(() -> KeeperOperations.read(operates))
        .isInstanceOf(KeeperException.class)
        .hasMessageContaining(problem);
  }
}
