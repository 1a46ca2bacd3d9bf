package io.pepper.micro;

import jakarta.ejb.Singleton;
import jakarta.resource.ConnectionFactoryDefinition;

/**
 * Declares the FastCGI client where there is no EAR to declare it: an adapter that is deployed on
 * its own has a name without {@code #}.
 */
@Singleton
@ConnectionFactoryDefinition(
    name = "java:app/pepper/FastCgi",
    interfaceName = "io.pepper.connector.fastcgi.FastCgiClient",
    resourceAdapter = "pepper-connector")
public class FastCgiFactory {}
