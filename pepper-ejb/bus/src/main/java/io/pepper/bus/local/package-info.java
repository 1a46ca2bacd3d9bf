/** The php-fpm pools of this machine: where they listen, and whether they answer. */
package io.pepper.bus.local;
