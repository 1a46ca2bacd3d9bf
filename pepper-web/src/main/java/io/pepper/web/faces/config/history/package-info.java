/** The pages about the history of configuration: its versions, and how two of them differ. */
package io.pepper.web.faces.config.history;
