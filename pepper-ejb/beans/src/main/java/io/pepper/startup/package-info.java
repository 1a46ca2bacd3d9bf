/** The end of the application's start, for which early calls wait. */
package io.pepper.startup;
