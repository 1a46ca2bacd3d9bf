/**
 * The settings of operators: typed, checked access to every {@code pepper.*} setting, with one
 * clear line for each wrong one. Depends on nothing else in the product.
 */
package io.pepper.settings;
