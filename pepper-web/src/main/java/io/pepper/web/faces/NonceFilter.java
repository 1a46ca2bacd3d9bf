package io.pepper.web.faces;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * The filter that refuses forms without the nonce of a page. PrimeFaces 15.0.13 throws at one that
 * it cannot decode, which anybody could have logged with its trace at every request.
 */
@WebFilter(urlPatterns = {"/", "*.xhtml"})
public class NonceFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final String PARAMETER = "primefaces.nonce";

  /** A UUID in Base64. */
  private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9+/]{48}");

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getMethod().equals("POST") && !isOfAPage(request.getParameter(PARAMETER))) {
      response.sendError(
          HttpServletResponse.SC_BAD_REQUEST, "this form is of no page: load the page again");
      return;
    }
    chain.doFilter(request, response);
  }

  private static boolean isOfAPage(String nonce) {
    return nonce != null && NONCE.matcher(nonce).matches();
  }
}
