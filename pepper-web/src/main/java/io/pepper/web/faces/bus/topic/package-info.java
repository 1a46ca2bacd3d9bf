/** The beans of one topic's page and of one job's page. */
package io.pepper.web.faces.bus.topic;
