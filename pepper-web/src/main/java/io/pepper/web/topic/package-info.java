/** What pages and REST both say about a topic. */
package io.pepper.web.topic;
