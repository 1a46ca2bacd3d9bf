/**
 * Redis commands that push nothing: one class each, which reads its arguments, calls the boundary
 * and replies (docs/protocol.md, Commands).
 */
package io.pepper.bus.front.resp.command;
