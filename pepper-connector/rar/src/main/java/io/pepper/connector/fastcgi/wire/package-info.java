/**
 * FastCGI 1.0 and CGI as bytes: requests encoded into records, answers decoded from them. Knows no
 * pool and no address.
 */
package io.pepper.connector.fastcgi.wire;
