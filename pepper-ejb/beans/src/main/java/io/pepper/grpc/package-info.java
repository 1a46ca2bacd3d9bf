/** Where gRPC calls enter the application, whichever capability they are for. */
package io.pepper.grpc;
