package io.pepper.bus;

/**
 * A pool of php-fpm on this machine, examined.
 *
 * @param address as a queue names it: {@code unix:/path} or {@code 127.0.0.1:9000}
 * @param answers whether Pepper can send it jobs now
 * @param finding what is known of it, and what to do if it does not answer; one or two sentences
 * @param remedy a shell command that helps; empty if there is none
 */
public record LocalPool(String address, boolean answers, String finding, String remedy) {}
