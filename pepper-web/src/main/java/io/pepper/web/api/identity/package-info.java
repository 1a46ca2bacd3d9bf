/**
 * Users, tokens, sessions and the audit trail over REST (docs/protocol.md, People and programs).
 */
package io.pepper.web.api.identity;
