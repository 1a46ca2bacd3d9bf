/**
 * Who is calling: one authentication mechanism for people and programs, the login page's bean, and
 * the headers and origin checks every answer and request goes through.
 */
package io.pepper.web.login;
