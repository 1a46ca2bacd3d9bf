/**
 * What people and programs see, through any entrance: the caller's permission is checked here, and
 * what it has no tag for is left out of lists and refused by name.
 */
package io.pepper.web.read;
