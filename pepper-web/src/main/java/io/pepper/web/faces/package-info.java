/**
 * Pages for people: one bean and one page for each task. Beans call the boundary of a capability,
 * never a store.
 */
package io.pepper.web.faces;
