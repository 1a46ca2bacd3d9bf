/** The entrance of gRPC calls into the application, whichever capability they are for. */
package io.pepper.grpc;
