/**
 * Who receives configuration from which server, and has which version: each server tells the others
 * by keys in Coordination that end with it.
 */
package io.pepper.config.status;
