/**
 * The coordination of several nodes by etcd, and keys in etcd that belong to other programs. The
 * only package that uses etcd's client.
 */
package io.pepper.coordination.etcd;
