/**
 * For grpc-java: channels whose targets are applications, {@code discovery://default/shop.stock}
 * (spec 2.7). Needs grpc-api, which this library does not bring: who uses gRPC has it.
 */
package io.pepper.client.grpc;
