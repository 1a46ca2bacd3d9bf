package io.pepper.config;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;
import io.pepper.config.edit.FileEdit;
import io.pepper.config.edit.FileLimits;
import io.pepper.config.edit.PublishRequest;
import io.pepper.config.edit.ReviewRequiredException;
import io.pepper.definition.DefinitionsFile;
import io.pepper.definition.Fields;
import io.pepper.definition.InvalidDefinitionException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/**
 * The domains of {@code pepper.definitions}, each an object of ini texts by the names of files;
 * applying them twice changes nothing. Files that it does not name stay.
 */
final class ConfigDefinitions {
  private static final System.Logger LOG = System.getLogger(ConfigDefinitions.class.getName());
  private static final String AUTHOR = "pepper.definitions";

  private final ConfigFiles files;

  ConfigDefinitions(ConfigFiles files) {
    this.files = files;
  }

  /**
   * @throws io.pepper.definition.DefinitionsException naming the file, the domain and the problem
   */
  void apply(DefinitionsFile file) {
    file.each(DefinitionsFile.CONFIG, (name, document) -> publish(new DomainName(name), document));
  }

  private void publish(DomainName domain, JsonObject document) {
    List<FileEdit> edits = new ArrayList<>();
    document.forEach((path, value) -> {
      if (!(value instanceof JsonString text)) {
        throw new InvalidDefinitionException(path, "must be the text of an ini file");
      }
      edits.add(Fields.checked(path, () -> edit(path, text.getString())));
    });
    try {
      for (int from = 0; from < edits.size(); from += FileLimits.MAX_EDITS) {
        int to = Math.min(edits.size(), from + FileLimits.MAX_EDITS);
        files.publish(new PublishRequest(domain, edits.subList(from, to), AUTHOR, ""));
      }
    } catch (ReviewRequiredException e) {
      // The domain was made so since the file was written; that must not keep Pepper from starting.
      LOG.log(Level.WARNING, "config.{0} is left out: {1}", domain, e.getMessage());
    }
  }

  private static FileEdit edit(String path, String text) {
    return new FileEdit.ReplaceContent(FileName.of(path), IniText.read(text, false).content());
  }
}
