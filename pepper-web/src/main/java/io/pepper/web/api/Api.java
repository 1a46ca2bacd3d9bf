package io.pepper.web.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/**
 * Everything under {@code /api} is answered here, so that unknown paths get a problem document too.
 * {@code META-INF/openapi.yaml} describes it.
 */
@ApplicationPath("/api")
public class Api extends Application {}
