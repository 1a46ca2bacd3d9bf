/** What accounts may do: roles, tags, permissions, and the refusals that name what is missing. */
package io.pepper.identity.access;
