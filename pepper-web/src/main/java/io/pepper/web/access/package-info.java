/**
 * The caller of the present request, and the check of what it may do. Changes are in {@code
 * io.pepper.web.change} and reads in {@code io.pepper.web.read}; both ask here.
 */
package io.pepper.web.access;
