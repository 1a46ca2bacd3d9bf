/**
 * Measures Pepper beside the alternative in the same run, alternating, because machines are shared
 * and noisy: medians and ratios count, not single figures. Run by {@code ./pepper bench}.
 */
package io.pepper.bench;
