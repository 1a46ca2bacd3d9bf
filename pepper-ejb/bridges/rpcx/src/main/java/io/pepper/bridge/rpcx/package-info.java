/**
 * Two-way visibility with rpcx's etcd v3 registry: its servers are instances here, and instances
 * here are servers to its clients. See {@code docs/protocol.md}.
 */
package io.pepper.bridge.rpcx;
