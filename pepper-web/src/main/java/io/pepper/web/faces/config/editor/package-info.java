/** The pages on which people write configuration: a key, a whole file, a gray release, a domain. */
package io.pepper.web.faces.config.editor;
