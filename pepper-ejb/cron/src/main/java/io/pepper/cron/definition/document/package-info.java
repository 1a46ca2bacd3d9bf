/**
 * The job document (docs/protocol.md, The job document): the JSON that people write and read, the
 * form in which definitions are kept, and the jobs of the original.
 */
package io.pepper.cron.definition.document;
