package io.pepper.config.codegen;

import io.pepper.config.definition.KeyName;
import io.pepper.config.value.ValueType;

/**
 * A key of all files of one base name.
 *
 * @param shape of its values if its type is JSON, otherwise {@link JsonShape.Simple#UNKNOWN}
 */
record StructField(KeyName key, ValueType type, JsonShape shape) {}
