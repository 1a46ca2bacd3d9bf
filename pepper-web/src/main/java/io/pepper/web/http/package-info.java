/** The rules for every request that comes to the server's HTTP ports, whatever page it is for. */
package io.pepper.web.http;
