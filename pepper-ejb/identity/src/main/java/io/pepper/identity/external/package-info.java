/**
 * People whose passwords are checked elsewhere: by a directory server here, by an OpenID provider
 * in the web module; and the role and tags that their groups give them.
 */
package io.pepper.identity.external;
