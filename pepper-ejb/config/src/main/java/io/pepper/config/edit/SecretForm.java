package io.pepper.config.edit;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.SectionName;
import io.pepper.definition.InvalidDefinitionException;
import java.util.Optional;

/** The form in which the secrets of one file are kept. Safe for any number of threads. */
public interface SecretForm {
  /**
   * Encrypts a value.
   *
   * @param clear an entry whose value is the clear text
   * @return the form that is kept, another one each time
   * @throws InvalidDefinitionException if there is no key to encrypt with
   */
  String encrypt(SectionName section, ConfigEntry clear);

  /**
   * Decrypts a value.
   *
   * @param kept a secret as it is kept
   * @return empty if its key is not there any more, or it belongs elsewhere
   */
  Optional<String> decrypt(SectionName section, ConfigEntry kept);
}
