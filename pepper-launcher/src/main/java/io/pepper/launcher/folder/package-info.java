/**
 * The programs of {@code ./pepper diff} and {@code ./pepper apply}: a folder of files says which
 * queues, cron jobs and configuration there shall be (docs/deployment.md, A folder that is the
 * truth).
 */
package io.pepper.launcher.folder;
