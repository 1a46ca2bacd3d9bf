package io.pepper.web.faces;

import jakarta.faces.application.Resource;
import jakarta.faces.application.ResourceHandler;
import jakarta.faces.application.ResourceHandlerWrapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;

/**
 * The styles and scripts of Pepper's own pages, with a checksum in their URLs: browsers may keep
 * them for a year (web.xml), and ask for new ones at once when they changed.
 */
public final class VersionedResources extends ResourceHandlerWrapper {
  private final Map<String, String> checksums = new ConcurrentHashMap<>();

  /** Creates it around the handler that serves resources; called by Faces. */
  public VersionedResources(ResourceHandler wrapped) {
    super(wrapped);
  }

  @Override
  public Resource createResource(String name, String library) {
    return versioned(super.createResource(name, library), library);
  }

  @Override
  public Resource createResource(String name, String library, String contentType) {
    return versioned(super.createResource(name, library, contentType), library);
  }

  private Resource versioned(Resource resource, String library) {
    boolean ours = "pepper".equals(library) || "primefaces-pepper".equals(library);
    if (resource == null || !ours) {
      return resource;
    }
    String key = library + "/" + resource.getResourceName();
    return new VersionedResource(
        resource, checksums.computeIfAbsent(key, any -> checksum(resource)));
  }

  private static String checksum(Resource resource) {
    try (InputStream in = resource.getInputStream()) {
      CRC32 checksum = new CRC32();
      checksum.update(in.readAllBytes());
      return Long.toHexString(checksum.getValue());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource.getResourceName(), e);
    }
  }
}
