/**
 * The page on which a cron job is written: the job's document as a form of texts and as JSON, the
 * preview of its next times, and the place of each problem on the form.
 */
package io.pepper.web.faces.cron.editor;
