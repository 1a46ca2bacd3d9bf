/** The forms in which files of configuration are answered. */
package io.pepper.web.api.config.form;
