/** What requests to consumers and to scripts have in common, whichever capability sends them. */
package io.pepper.outbound;
