/**
 * The output of runs: its beginning and end in memory, the whole of it in a file of this node,
 * readable while the run goes on and afterwards.
 */
package io.pepper.cron.run.output;
