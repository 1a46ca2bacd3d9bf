/** The beans of the dashboard: all queues and topics, and what operators do with a topic. */
package io.pepper.web.faces.bus;
