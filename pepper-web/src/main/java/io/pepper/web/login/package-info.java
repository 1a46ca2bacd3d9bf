/**
 * The logins: one authentication mechanism for people and programs, the login page's bean, and the
 * headers and origin checks that every answer and request goes through.
 */
package io.pepper.web.login;
