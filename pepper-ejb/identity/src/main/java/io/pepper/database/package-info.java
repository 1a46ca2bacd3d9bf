/**
 * The one database of the application, which people and the history look things up in: opened as
 * the settings say, migrated, and written behind. It knows nothing of what is kept in it, but the
 * tables in {@code META-INF/db/migration}. Work on jobs never waits for anything here.
 */
package io.pepper.database;
