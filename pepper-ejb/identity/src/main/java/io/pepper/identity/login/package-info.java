/** Guards of a login: the throttle for guesses, and the memory of passwords that were right. */
package io.pepper.identity.login;
