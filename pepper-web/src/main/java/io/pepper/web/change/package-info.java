/**
 * What people change, through whichever entrance: each change is made and told to the audit trail
 * here, so that resources and pages need not think of it. Callers have checked the role.
 */
package io.pepper.web.change;
