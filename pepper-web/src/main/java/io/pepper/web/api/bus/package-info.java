/** The bus over REST, {@code /api/v1/queues}: queues, topics, jobs, dead letters. */
package io.pepper.web.api.bus;
