/** How busy instances say they are: told every second, kept apart from the registry. */
package io.pepper.discovery.load;
