/**
 * The choice among instances: {@link io.pepper.client.select.Selectors} for how, {@link
 * io.pepper.client.select.Filters} for which, {@link io.pepper.client.select.Ejection} for those
 * that just failed.
 */
package io.pepper.client.select;
