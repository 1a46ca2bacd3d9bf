/** The entrance of gorpc calls into the application, whichever capability they are for. */
package io.pepper.gorpc;
