/**
 * How rows are measured, whatever they measure: sides in turns, load, processor time, the peers'
 * programs.
 */
package io.pepper.bench.peers.measure;
