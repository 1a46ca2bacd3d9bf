/**
 * gokeeper's HTTP interface for operators, for its dashboards and command line: the same paths,
 * parameters and envelope (docs/protocol.md, gokeeper over HTTP). It stands on {@code web.read} and
 * {@code web.change}, which check the rights of the caller.
 */
package io.pepper.web.keeper;
