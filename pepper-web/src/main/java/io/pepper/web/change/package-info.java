/**
 * The changes that people make, through any entrance: each change is made and recorded in the audit
 * trail here, so that resources and pages need not do it. Callers have checked the role.
 */
package io.pepper.web.change;
