/** The registry that all nodes share: what each keeps in memory, and what they tell each other. */
package io.pepper.discovery.cluster;
