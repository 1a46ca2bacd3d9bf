/**
 * Queues, topics and jobs: accept, dispatch, retry, dead letters, replay ({@code
 * spec/pepperbus.md}).
 */
package io.pepper.bus;
