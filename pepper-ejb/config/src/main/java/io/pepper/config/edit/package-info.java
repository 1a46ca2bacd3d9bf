/** What people and programs ask to have changed, and the answers, all immutable. */
package io.pepper.config.edit;
