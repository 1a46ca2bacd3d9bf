/** The choice of the adapter by the settings. Nothing but CDI and tests depends on it. */
package io.pepper.coordination.setup;
