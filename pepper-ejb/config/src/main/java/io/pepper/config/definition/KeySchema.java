package io.pepper.config.definition;

/**
 * The JSON Schema of a key of type json, in whatever section of its file.
 *
 * @param schema a JSON object, by JSON Schema 2020-12
 */
record KeySchema(FileName file, KeyName key, String schema) {}
