package io.pepper.config.snapshot;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;

/**
 * The keys that a node receives of a file. Immutable.
 *
 * @param version of the domain, which rises with each publish, also with those that make no
 *     difference here
 * @param content one section, DEFAULT, with the keys of the files of this name in the folders above
 *     and of the node's section, and with a gray release if the node has one
 */
public record ReceivedFile(DomainName domain, FileName file, long version, FileContent content) {}
