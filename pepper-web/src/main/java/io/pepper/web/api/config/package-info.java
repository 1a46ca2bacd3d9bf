/** Configuration over REST: domains and files, publishes, waiting for changes, archives, search. */
package io.pepper.web.api.config;
