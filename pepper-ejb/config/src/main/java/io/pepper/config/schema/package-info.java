/** JSON Schemas, by which values of type json are checked. */
package io.pepper.config.schema;
