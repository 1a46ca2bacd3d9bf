/**
 * Configuration files in gokeeper's ini grammar (docs/protocol.md, Ini files): a reader that takes
 * them exactly as gokeeper does and reports where that differs from what the text seems to say, and
 * a writer whose files lose nothing.
 */
package io.pepper.config.ini;
