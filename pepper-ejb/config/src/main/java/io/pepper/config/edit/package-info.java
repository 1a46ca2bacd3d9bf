/** The changes that people and programs ask for, and the answers, all immutable. */
package io.pepper.config.edit;
