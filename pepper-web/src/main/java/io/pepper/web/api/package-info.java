/**
 * The REST interface of contract 4 and of cron: resources parse, call {@code io.pepper.bus} and
 * {@code io.pepper.cron}, or {@code io.pepper.web.change} for what changes something, and answer.
 * Every refusal leaves as {@code application/problem+json} (RFC 9457). Beside it the original's
 * cron API, with its own paths and answers.
 */
package io.pepper.web.api;
