/**
 * The pages about discovery: applications, one application with its instances, its settings. Beans
 * read {@code io.pepper.discovery} and change it through {@code io.pepper.web.change}.
 */
package io.pepper.web.faces.discovery;
