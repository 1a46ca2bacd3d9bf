/**
 * gorpc as the application sees it: methods by name, arguments and answers as gob values. The
 * sockets live in the resource adapter, which knows no type of any service. See docs/protocol.md,
 * gorpc (gob).
 */
package io.pepper.connector.gorpc;
