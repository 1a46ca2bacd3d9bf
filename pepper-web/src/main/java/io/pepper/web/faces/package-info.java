/**
 * Pages for people: one bean and one page for each task. Beans call {@code io.pepper.bus}, never a
 * store.
 */
package io.pepper.web.faces;
