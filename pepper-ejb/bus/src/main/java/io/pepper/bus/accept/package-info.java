/** Takes jobs in: ids, limits, one durable copy per topic ({@code spec/pepperbus.md} 1.5, 2.2). */
package io.pepper.bus.accept;
