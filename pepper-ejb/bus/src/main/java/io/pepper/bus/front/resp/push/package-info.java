/**
 * Redis commands that push jobs: one class each, which reads payloads from its arguments. {@link
 * io.pepper.bus.front.resp.push.PushExecutor} has what they share: login, refusals and the reply
 * that waits for the store (docs/protocol.md, Commands).
 */
package io.pepper.bus.front.resp.push;
