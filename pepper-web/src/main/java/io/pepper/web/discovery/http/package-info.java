/** Requests and replies of the HTTP API: forms in, JSON in an envelope out. */
package io.pepper.web.discovery.http;
