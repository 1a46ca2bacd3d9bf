/** The JSON of applications and instances as the clients of bilibili/discovery read it. */
package io.pepper.web.discovery.json;
