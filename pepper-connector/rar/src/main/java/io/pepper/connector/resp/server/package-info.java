/**
 * The server for Redis clients: sockets, one virtual thread per connection, batches handed to the
 * application, replies written.
 */
package io.pepper.connector.resp.server;
