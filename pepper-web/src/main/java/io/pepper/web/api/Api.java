package io.pepper.web.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/**
 * The REST application. It answers everything under {@code /api}, so that unknown paths get a
 * problem document too; {@code META-INF/openapi.yaml} describes it.
 */
@ApplicationPath("/api")
public class Api extends Application {}
