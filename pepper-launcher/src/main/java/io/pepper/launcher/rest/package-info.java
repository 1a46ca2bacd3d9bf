/** REST of a Pepper that runs, for the programs that work on it from outside. */
package io.pepper.launcher.rest;
