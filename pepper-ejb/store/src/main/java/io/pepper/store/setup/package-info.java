/**
 * The choice of the adapter by the address of the store. The port and its adapters do not know it.
 */
package io.pepper.store.setup;
