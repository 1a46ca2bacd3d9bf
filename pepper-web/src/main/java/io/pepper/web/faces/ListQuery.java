package io.pepper.web.faces;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The part of a list that the address asks for: the filter, the order and the page. All of it is in
 * the query, so that a list can be bookmarked, sent to a colleague and gone back to; what is wrong
 * in it counts as not said. Addresses it writes begin with {@code ?} and keep every other
 * parameter.
 */
@Named("list")
@RequestScoped
public class ListQuery {
  public static final List<Integer> SIZES = List.of(25, 50, 100);
  private static final int MAX_SEARCH = 200;
  private static final String PART = "Pepper-Part";
  private static final String PAGE = "page";
  private static final String SIZE = "size";
  private static final String SORT = "sort";

  @Inject private HttpServletRequest request;

  /** Returns the template of what is asked for: the whole page, or the part that is kept fresh. */
  public String getTemplate() {
    return "/WEB-INF/templates/" + (isForPart(request) ? "part" : "list") + ".xhtml";
  }

  /** Returns whether a page that is open asks for the part of it that is kept fresh. */
  static boolean isForPart(HttpServletRequest request) {
    return "GET".equals(request.getMethod()) && "live".equals(request.getHeader(PART));
  }

  /** Returns the text that rows must have, as it was typed; empty for all. */
  public String getSearch() {
    String text = parameter("q").strip();
    return text.length() <= MAX_SEARCH ? text : text.substring(0, MAX_SEARCH);
  }

  /** Returns the text that rows must have, in lower case. */
  public String wanted() {
    return getSearch().toLowerCase(Locale.ROOT);
  }

  /** Returns whether only rows that need attention are wanted. */
  public boolean isAttentionOnly() {
    return !parameter("attention").isEmpty();
  }

  /** Returns the field that orders the rows; empty for the usual order. */
  public String sort() {
    String sort = parameter(SORT);
    return sort.startsWith("-") ? sort.substring(1) : sort;
  }

  public boolean isDescending() {
    return parameter(SORT).startsWith("-");
  }

  /** Returns the order as the address has it, for forms that must not lose it. */
  public String getSort() {
    return parameter(SORT);
  }

  /** Returns the number of the page, from 1 on. */
  public int page() {
    return Math.max(1, number(PAGE, 1));
  }

  /** Returns the number of rows of a page. */
  public int getSize() {
    int size = number(SIZE, SIZES.getFirst());
    return SIZES.contains(size) ? size : SIZES.getFirst();
  }

  public List<Integer> getSizes() {
    return SIZES;
  }

  /** Returns a parameter of the page's own; empty if it is missing. */
  public String parameter(String name) {
    String value = request.getParameter(name);
    return value == null ? "" : value;
  }

  /** Returns the value of {@code aria-sort} for the column of a field. */
  public String direction(String field) {
    return !field.equals(sort()) ? "none" : isDescending() ? "descending" : "ascending";
  }

  /** Returns the address of the same list in the order of a field; asked again, the other way. */
  public String sorted(String field) {
    boolean turns = field.equals(sort()) && !isDescending();
    return with(Map.of(SORT, turns ? "-" + field : field, PAGE, ""));
  }

  /** Returns the address of another page of the list. */
  public String paged(int page) {
    return with(Map.of(PAGE, page == 1 ? "" : Integer.toString(page)));
  }

  /** Returns the address of the list with as many rows on a page. */
  public String sized(int size) {
    return with(Map.of(SIZE, size == SIZES.getFirst() ? "" : Integer.toString(size), PAGE, ""));
  }

  private String with(Map<String, String> changes) {
    Map<String, String> all = new LinkedHashMap<>();
    request.getParameterMap().forEach((name, values) -> all.put(name, values[0]));
    all.putAll(changes);
    return all.entrySet().stream()
        .filter(each -> !each.getValue().isEmpty())
        .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
        .collect(Collectors.joining("&", "?", ""));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private int number(String name, int otherwise) {
    String text = parameter(name);
    return text.matches("\\d{1,7}") ? Integer.parseInt(text) : otherwise;
  }
}
