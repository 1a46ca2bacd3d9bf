/** JSON as Go's encoder writes it: one table of escapes for jobs and for replies. */
package io.pepper.json;
