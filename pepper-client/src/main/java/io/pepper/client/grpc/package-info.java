/**
 * The channels of grpc-java whose targets are applications, {@code discovery://default/shop.stock}.
 * Needs grpc-api, which this library does not bring: a program that uses gRPC has it.
 */
package io.pepper.client.grpc;
