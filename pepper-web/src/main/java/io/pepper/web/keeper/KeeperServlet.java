package io.pepper.web.keeper;

import io.pepper.config.edit.ReviewRequiredException;
import io.pepper.config.edit.UnknownConfigException;
import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.database.DatabaseUnavailableException;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.discovery.UnknownInstanceException;
import io.pepper.identity.access.PermissionDeniedException;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * The entrance of gokeeper's HTTP interface, by any method. A path is the name of a call, with
 * slashes between its words or without.
 */
@WebServlet({
  "/domain/list",
  "/domainList",
  "/conf/*",
  "/confList",
  "/confManage",
  "/confRollback",
  "/confStatus",
  "/confReload",
  "/add/file",
  "/addFile",
  "/package/list",
  "/packageList",
  "/node/*",
  "/nodeList",
  "/nodeInfo",
  "/nodeManage",
  "/delete/*",
  "/deleteFile",
  "/deleteDomain",
  "/get/domain/*",
  "/getDomainFromDs",
  "/discoveryListServices",
  "/discoveryGetService",
  "/discoverySetProperty",
  "/getDomainFromConf"
})
public class KeeperServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = System.getLogger(KeeperServlet.class.getName());

  @Inject private transient KeeperReading reading;
  @Inject private transient KeeperWriting writing;
  @Inject private transient KeeperServices services;

  private transient Map<String, KeeperCall> calls;

  @PostConstruct
  void assemble() {
    calls =
        Map.ofEntries(
            Map.entry("domainlist", reading::domains),
            Map.entry("conflist", reading::files),
            Map.entry("getdomainfromconf", reading::files),
            Map.entry("getdomainfromds", reading::records),
            Map.entry("confstatus", reading::status),
            Map.entry("confreload", reading::reload),
            Map.entry("packagelist", reading::history),
            Map.entry("nodelist", reading::nodes),
            Map.entry("nodeinfo", reading::node),
            Map.entry("nodemanage", reading::refuse),
            Map.entry("discoverylistservices", services::list),
            Map.entry("discoverygetservice", services::get),
            Map.entry("discoverysetproperty", services::setProperty),
            Map.entry("addfile", writing::addFile),
            Map.entry("confmanage", writing::manage),
            Map.entry("confrollback", writing::rollback),
            Map.entry("deletefile", writing::deleteFile),
            Map.entry("deletedomain", writing::deleteDomain));
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getRequestURI().substring(request.getContextPath().length());
    KeeperCall call = calls.get(path.replace("/", "").toLowerCase(Locale.ROOT));
    if (call == null) {
      KeeperEnvelope.error(response, "there is no call at " + path);
      return;
    }
    try {
      KeeperEnvelope.ok(response, call.answer(new KeeperParameters(request)));
    } catch (KeeperException
        | UnknownConfigException
        | ReviewRequiredException
        | UnknownInstanceException
        | PermissionDeniedException e) {
      KeeperEnvelope.error(response, e.getMessage());
    } catch (InvalidDefinitionException e) {
      KeeperEnvelope.error(response, e.problem());
    } catch (CoordinationUnavailableException | DatabaseUnavailableException e) {
      LOG.log(Level.WARNING, "a call of {0} was refused: {1}", path, e.getMessage());
      KeeperEnvelope.error(response, e.getMessage());
    } catch (IllegalArgumentException e) {
      KeeperEnvelope.error(response, e.getMessage());
    } catch (RuntimeException e) {
      // Edge: a defect is answered in the envelope of this interface, and not by the server's page.
      String reference = UUID.randomUUID().toString();
      LOG.log(Level.ERROR, "a call of " + path + " failed; reference " + reference, e);
      KeeperEnvelope.error(
          response, "this should not have happened; the server's log has it under " + reference);
    }
  }
}
