/** Sign-in by an OpenID provider: the way there, the way back, and what its claims give here. */
package io.pepper.web.login.oidc;
