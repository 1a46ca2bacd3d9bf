/** The coordination of a single node: keys in memory and in a file of this process. */
package io.pepper.coordination.embedded;
