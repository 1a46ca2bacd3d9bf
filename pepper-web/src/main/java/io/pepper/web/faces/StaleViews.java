package io.pepper.web.faces;

import jakarta.faces.FacesException;
import jakarta.faces.application.ViewExpiredException;
import jakarta.faces.context.ExceptionHandler;
import jakarta.faces.context.ExceptionHandlerFactory;
import jakarta.faces.context.ExceptionHandlerWrapper;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.faces.context.PartialResponseWriter;
import jakarta.faces.event.ExceptionQueuedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;

/**
 * The answer to a page whose state the server has no more, as after a restart, which a person's
 * login outlasts: the page loads itself again.
 */
public final class StaleViews extends ExceptionHandlerFactory {
  /** Creates the factory; called by Faces, which reads its name in {@code faces-config.xml}. */
  public StaleViews(ExceptionHandlerFactory wrapped) {
    super(wrapped);
  }

  @Override
  public ExceptionHandler getExceptionHandler() {
    return new ExceptionHandlerWrapper(getWrapped().getExceptionHandler()) {
      @Override
      public void handle() {
        Iterator<ExceptionQueuedEvent> events = getUnhandledExceptionQueuedEvents().iterator();
        while (events.hasNext()) {
          if (isStale(events.next().getContext().getException())) {
            events.remove();
            reload(FacesContext.getCurrentInstance());
          }
        }
        super.handle();
      }
    };
  }

  private static boolean isStale(Throwable failure) {
    return failure instanceof ViewExpiredException
        || failure instanceof FacesException && failure.getCause() instanceof ViewExpiredException;
  }

  private static void reload(FacesContext faces) {
    ExternalContext outer = faces.getExternalContext();
    try {
      if (faces.getPartialViewContext().isAjaxRequest()) {
        outer.setResponseContentType("text/xml");
        outer.setResponseCharacterEncoding("UTF-8");
        PartialResponseWriter answer = faces.getPartialViewContext().getPartialResponseWriter();
        answer.startDocument();
        answer.startEval();
        answer.write("location.reload()");
        answer.endEval();
        answer.endDocument();
      } else {
        outer.redirect(outer.getRequestContextPath() + outer.getRequestServletPath());
      }
      faces.responseComplete();
    } catch (IOException e) {
      throw new UncheckedIOException("the page cannot be loaded again", e);
    }
  }
}
