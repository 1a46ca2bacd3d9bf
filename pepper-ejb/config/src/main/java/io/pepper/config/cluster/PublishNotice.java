package io.pepper.config.cluster;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.DomainRevision;
import java.net.URI;

/**
 * A publish that a domain's webhook has to hear of. Immutable.
 *
 * @param address as it was set when the domain was published; may hold a secret
 */
public record PublishNotice(DomainName domain, DomainRevision publish, URI address) {}
