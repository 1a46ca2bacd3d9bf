/** The encryption of secret values, with keys that only the settings hold. */
package io.pepper.config.secret;
