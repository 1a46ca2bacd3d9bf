/**
 * The one database of the application, of people and of the history of runs: opened as the settings
 * say, migrated, and written behind. It knows nothing of what is kept in it, but the tables in
 * {@code META-INF/db/migration}. Work on jobs never waits for anything here.
 */
package io.pepper.database;
