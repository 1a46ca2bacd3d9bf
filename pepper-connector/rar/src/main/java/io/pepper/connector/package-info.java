/** The resource adapter: every socket of Pepper, in and out. */
package io.pepper.connector;
