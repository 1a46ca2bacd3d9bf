/**
 * The nouns every capability shares: names, ids, the job and its JSON ({@code spec/pepperbus.md}
 * 2). Pure Java; knows neither store nor container.
 */
package io.pepper.job;
