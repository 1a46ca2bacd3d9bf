/** The pages about people: users, tokens, sessions, the audit trail, and one's own account. */
package io.pepper.web.faces.identity;
