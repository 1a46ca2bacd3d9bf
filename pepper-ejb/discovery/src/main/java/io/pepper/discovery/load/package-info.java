/**
 * Reports of how busy instances are: they come every second, and are kept apart from the registry.
 */
package io.pepper.discovery.load;
