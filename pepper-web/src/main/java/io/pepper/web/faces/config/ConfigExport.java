package io.pepper.web.faces.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.config.IniText;
import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;
import io.pepper.config.edit.UnknownConfigException;
import io.pepper.config.snapshot.DomainSnapshot;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.identity.access.PermissionDeniedException;
import io.pepper.web.api.config.request.ConfigArchive;
import io.pepper.web.read.ConfigReads;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * The configuration in force as a download, with secrets masked: {@code ?domain=…} all files of a
 * domain as a zip archive of ini files, with {@code &file=…} one ini file.
 */
@WebServlet("/config-export")
public class ConfigExport extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient ConfigReads reads;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<DomainName> domain = ConfigAddress.domain(parameter(request, "domain"));
    Optional<FileName> file = ConfigAddress.file(parameter(request, "file"));
    try {
      DomainSnapshot there = reads.get(domain.orElseThrow(ConfigExport::unnamed));
      if (parameter(request, "file").isEmpty()) {
        send(response, ConfigArchive.MEDIA_TYPE, "config.zip", ConfigArchive.write(there));
      } else {
        FileName name = file.orElseThrow(ConfigExport::unnamed);
        byte[] ini = IniText.write(reads.get(there.domain(), name).content()).getBytes(UTF_8);
        send(response, "text/plain;charset=UTF-8", "config.ini", ini);
      }
    } catch (UnknownConfigException | PermissionDeniedException | IllegalArgumentException e) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND, e.getMessage());
    } catch (InvalidDefinitionException e) {
      response.sendError(HttpServletResponse.SC_CONFLICT, e.getMessage());
    }
  }

  private static IllegalArgumentException unnamed() {
    return new IllegalArgumentException("the address names no domain or no file");
  }

  private static String parameter(HttpServletRequest request, String name) {
    String value = request.getParameter(name);
    return value == null ? "" : value;
  }

  private static void send(HttpServletResponse response, String type, String name, byte[] content)
      throws IOException {
    response.setContentType(type);
    response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
    response.setContentLength(content.length);
    response.getOutputStream().write(content);
  }
}
