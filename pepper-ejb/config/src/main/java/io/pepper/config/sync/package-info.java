/**
 * The exchange with nodes that receive configuration, whatever carries it: who is there, what each
 * has, and the answer to each request (docs/protocol.md, keeper.Sync).
 */
package io.pepper.config.sync;
