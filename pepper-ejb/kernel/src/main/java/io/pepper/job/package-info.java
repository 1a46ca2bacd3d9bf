/**
 * Names, ids, the job and its JSON, which every capability shares (docs/protocol.md, Ids and stored
 * jobs). Pure Java; knows neither store nor container.
 */
package io.pepper.job;
