/** The domains and files in force, as one publish left them: values without behaviour. */
package io.pepper.config.snapshot;
