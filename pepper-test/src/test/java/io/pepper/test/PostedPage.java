package io.pepper.test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Connection.KeyVal;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;

/**
 * What a page of somebody can send, to be sent by somebody else: its forms with their fields, and
 * the components that send them.
 */
final class PostedPage {
  private static final Pattern COMMAND =
      Pattern.compile(
          "(pepper\\w+) = function\\(\\) \\{return PrimeFaces\\.ab\\(\\{s:\"([^\"]+)\"");

  private static final Pattern BEHAVIOR =
      Pattern.compile(
          "csp\\.register\\('([^']+)','on\\w+',function\\(event\\)\\{PrimeFaces\\.ab\\(\\{s:this,e:\"(\\w+)\"");

  /** What is filled into fields that are empty. */
  private static final Map<String, String> EXAMPLES =
      Map.of(
          "name", "acts-forged",
          "password", "acts-forged-secret",
          "new", "acts-forged-secret",
          "again", "acts-forged-secret",
          "delivery-address", "127.0.0.1:1",
          "delivery-script", "/srv/forged.php",
          "schedule", "@manually",
          "run-url", "http://127.0.0.1:1/",
          "run-command", "true",
          "text", "5 4 * * * forged");

  private final String html;
  private final Document page;
  private final Document own;

  private PostedPage(String html, Document page, Document own) {
    this.html = html;
    this.page = page;
    this.own = own;
  }

  /**
   * A component that sends a form.
   *
   * @param id as the server knows it
   * @param name the end of its id, or the name of its function
   * @param event what happened to it; empty for a command
   */
  record Source(String id, String name, String event) {
    /** Returns whether the buttons of rows send by it, each with what it is about. */
    boolean isCommand() {
      return event.isEmpty();
    }
  }

  /**
   * Reads a page.
   *
   * @param own the same page as the sender gets it, for the state of its view and its nonce
   */
  static PostedPage of(String html, Document own) {
    return new PostedPage(html, Jsoup.parse(html), own);
  }

  /**
   * Returns the components that can send.
   *
   * @param named the ids of those that the page's files name: what is not shown yet, since it
   *     follows another, is sent all the same
   */
  List<Source> sources(Set<String> named) {
    List<Source> sources = new ArrayList<>();
    Matcher command = COMMAND.matcher(html);
    while (command.find()) {
      sources.add(new Source(command.group(2), command.group(1), ""));
    }
    Matcher behavior = BEHAVIOR.matcher(html);
    while (behavior.find()) {
      String id = behavior.group(1).replace("\\", "");
      sources.add(new Source(id, id.substring(id.lastIndexOf(':') + 1), behavior.group(2)));
    }
    Set<String> shown = sources.stream().map(Source::name).collect(Collectors.toSet());
    for (Element form : page.select("form[method=post]:not(#out)")) {
      named.stream()
          .filter(name -> !shown.contains(name))
          .forEach(name -> sources.add(new Source(form.id() + ":" + name, name, "action")));
    }
    return sources;
  }

  /** Returns the fields of a component's form, and those by which it says that it sends them. */
  Map<String, String> fields(Source source) {
    Map<String, String> fields = new LinkedHashMap<>();
    String form = source.id().replaceFirst(":.*", "");
    ((FormElement) page.getElementById(form))
        .formData()
        .forEach(field -> fields.put(field.key(), filled(field)));
    fields.put(
        "jakarta.faces.ViewState", own.selectFirst("input[name=jakarta.faces.ViewState]").val());
    fields.put("primefaces.nonce", own.selectFirst("script[nonce]").attr("nonce"));
    fields.put("jakarta.faces.partial.ajax", "true");
    fields.put("jakarta.faces.partial.execute", "@all");
    fields.put("jakarta.faces.source", source.id());
    fields.put(source.id(), source.id());
    if (!source.isCommand()) {
      fields.put("jakarta.faces.behavior.event", source.event());
    }
    return fields;
  }

  private static String filled(KeyVal field) {
    String name = field.key().substring(field.key().lastIndexOf(':') + 1);
    return field.value().isEmpty() ? EXAMPLES.getOrDefault(name, "") : field.value();
  }
}
