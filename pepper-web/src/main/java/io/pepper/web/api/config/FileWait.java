package io.pepper.web.api.config;

import io.pepper.web.read.FileWatch;

/** A wait for a file, and the form that the caller wants it in. */
record FileWait(FileWatch watch, boolean isIni) {}
