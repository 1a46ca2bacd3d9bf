package io.pepper.web.faces;

import jakarta.faces.application.Resource;
import jakarta.faces.application.ResourceWrapper;

/** A resource whose URL changes with its content. */
final class VersionedResource extends ResourceWrapper {
  private final String checksum;

  VersionedResource(Resource wrapped, String checksum) {
    super(wrapped);
    this.checksum = checksum;
  }

  @Override
  public String getRequestPath() {
    String path = super.getRequestPath();
    return path + (path.contains("?") ? "&" : "?") + "h=" + checksum;
  }
}
