/**
 * The calls of an application by one of its instances, and what happens when that fails: {@link
 * io.pepper.client.call.Caller} and {@link io.pepper.client.call.FailMode}.
 */
package io.pepper.client.call;
