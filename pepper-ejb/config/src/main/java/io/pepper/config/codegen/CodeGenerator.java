package io.pepper.config.codegen;

import java.util.List;
import java.util.Map;

/** A language that code is generated in. */
interface CodeGenerator {
  /**
   * Generates code.
   *
   * @return the texts of the files by their names
   * @throws CodegenException if a key or file cannot be named in the language
   */
  Map<String, String> generate(List<StructModel> structs);
}
