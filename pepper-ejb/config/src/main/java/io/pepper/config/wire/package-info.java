/** Keys as gokeeper writes them: in its etcd, in pushes and in its HTTP interface. */
package io.pepper.config.wire;
