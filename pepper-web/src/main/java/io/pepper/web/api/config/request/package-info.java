/** The readers of requests for configuration: bodies, headers and parameters. */
package io.pepper.web.api.config.request;
