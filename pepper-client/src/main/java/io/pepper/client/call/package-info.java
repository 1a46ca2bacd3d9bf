/**
 * Calls an application by one of its instances, and says what happens when that fails (spec 4.4):
 * {@link io.pepper.client.call.Caller} and {@link io.pepper.client.call.FailMode}.
 */
package io.pepper.client.call;
