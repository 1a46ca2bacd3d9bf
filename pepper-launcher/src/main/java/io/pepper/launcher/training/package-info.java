/**
 * The work that a Pepper does once while the cache for faster starts is made, so that the cache
 * holds what the compiler has to know of it (docs/performance.md).
 */
package io.pepper.launcher.training;
