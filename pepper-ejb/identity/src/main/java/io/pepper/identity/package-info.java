/**
 * Users, tokens, their rights, and the audit trail of changes, kept in the database. The boundary
 * is {@link io.pepper.identity.Identity} and {@link io.pepper.identity.Audit}. Work on jobs never
 * waits for anything here.
 */
package io.pepper.identity;
