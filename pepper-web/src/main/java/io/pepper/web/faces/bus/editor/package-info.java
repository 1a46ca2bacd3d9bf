/** The page on which a queue with its topics is written: as a form, or as the document it is. */
package io.pepper.web.faces.bus.editor;
