package io.pepper.web.faces.identity;

import io.pepper.database.DatabaseUnavailableException;
import io.pepper.identity.AuditSearch;
import io.pepper.identity.access.InvalidIdentityException;
import io.pepper.identity.access.PermissionDeniedException;
import io.pepper.web.read.AccountReads;
import io.pepper.web.read.AuditFormat;
import io.pepper.web.read.AuditParameters;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;

/** The audit trail as a file, for people; programs have REST. */
@WebServlet("/audit-export")
public class AuditDownload extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient AccountReads reads;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      String wanted = Objects.requireNonNullElse(request.getParameter("format"), "csv");
      AuditFormat format = AuditFormat.of(wanted);
      AuditSearch search = AuditParameters.read(request::getParameter, AuditSearch.MAX_LIMIT);
      reads.audit(search.withLimit(1));
      response.setContentType(format.mediaType());
      response.setCharacterEncoding("UTF-8");
      response.setHeader(
          "Content-Disposition", "attachment; filename=\"" + format.fileName() + "\"");
      reads.exportAudit(search, format, AuditFormat.MAX_ENTRIES, response.getWriter());
    } catch (InvalidIdentityException e) {
      response.sendError(HttpServletResponse.SC_BAD_REQUEST, e.getMessage());
    } catch (PermissionDeniedException e) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN, e.getMessage());
    } catch (DatabaseUnavailableException e) {
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE, e.getMessage());
    }
  }
}
