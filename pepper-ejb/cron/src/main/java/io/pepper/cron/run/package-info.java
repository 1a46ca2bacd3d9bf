/** One run of a job: what it is about, how each kind of target is run and stopped, its output. */
package io.pepper.cron.run;
