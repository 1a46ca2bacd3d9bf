/**
 * The pages about cron jobs: what they show and what people do there. Beans read the boundary of
 * {@code io.pepper.cron} and change it through {@code io.pepper.web.change}.
 */
package io.pepper.web.faces.cron;
