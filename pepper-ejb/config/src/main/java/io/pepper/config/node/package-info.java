/** The nodes that receive configuration: who they are, what they subscribe to, what they get. */
package io.pepper.config.node;
