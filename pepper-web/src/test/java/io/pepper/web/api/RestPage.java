package io.pepper.web.api;

import static io.pepper.web.api.OpenApi.list;
import static io.pepper.web.api.OpenApi.text;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonGenerator;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The page docs/rest.md, written from the OpenAPI document. */
final class RestPage {
  private static final Map<String, String> SECTIONS = new LinkedHashMap<>();

  static {
    SECTIONS.put("/api/v1/queues", "Queues, topics and jobs");
    SECTIONS.put("/api/v1/cron", "Cron");
    SECTIONS.put("/api/v1/discovery", "Discovery");
    SECTIONS.put("/api/v1/config", "Configuration");
    SECTIONS.put("/api/v1/", "People, programs and the rest");
    SECTIONS.put("/", "Calls of the original's programs");
  }

  private static final String HEAD =
      """
      # REST

      Written from `pepper-web/src/main/resources/META-INF/openapi.yaml` by `RestPageTest`, which says how to write it anew; do not edit it here. The running Pepper shows the same document at `/openapi`.

      %s

      Every call below is tried as user `admin`; programs send `-H "Authorization: Bearer $TOKEN"` instead of `-u`.

      ## Errors

      | status | when |
      |---|---|
      | 400 | the body, a field of it or a parameter is wrong; `field` names it |
      | 401, 403 | no login, or a wrong one; a role or a right that is missing |
      | 404 | there is no such queue, topic, job, run, application, instance, domain or file; `field` names which |
      | 405, 406, 415 | another method, type of answer or type of body |
      | 409 | it contradicts what is there, such as a run that has ended |
      | 412 | a file of configuration is at another revision than `If-Match` says; `ETag` is that |
      | 413 | a payload, or the body (`pepper.http.max.body`), is too large |
      | 429 | the queue is full; `Retry-After` says when to try again |
      | 500 | a defect; the log has it under the reference that is shown |
      | 503 | store, database or coordination are away; `Retry-After` says when to try again |

      ```json
      %s
      ```
      """;

  private final OpenApi api;
  private final StringBuilder page = new StringBuilder();

  RestPage(OpenApi api) {
    this.api = api;
  }

  /** Returns the whole page. */
  String write() {
    page.append(HEAD.formatted(api.description(), json(api.example(api.schemas().get("Problem")))));
    for (String prefix : SECTIONS.keySet()) {
      List<String> paths =
          api.paths().keySet().stream().filter(path -> isOf(prefix, path)).toList();
      if (!paths.isEmpty()) {
        line("", "## " + SECTIONS.get(prefix));
        paths.forEach(this::path);
      }
    }
    line("", "## Objects", "", "Fields that are not required may be left out.");
    api.schemas().forEach(this::schema);
    return page.toString();
  }

  private static boolean isOf(String prefix, String path) {
    return SECTIONS.keySet().stream().filter(path::startsWith).findFirst().orElseThrow() == prefix;
  }

  private void path(String path) {
    Map<String, Object> item = api.map(api.paths().get(path));
    for (String method : OpenApi.METHODS) {
      if (item.containsKey(method)) {
        List<Object> parameters = new ArrayList<>(list(item.get("parameters")));
        parameters.addAll(list(api.map(item.get(method)).get("parameters")));
        operation(method.toUpperCase(), path, api.map(item.get(method)), parameters);
      }
    }
  }

  private void operation(
      String method, String path, Map<String, Object> operation, List<Object> parameters) {
    line("", "### " + method + " " + path, "", sentence(text(operation.get("summary"))));
    line("", text(operation.get("description")));
    parameters(parameters);
    line("", "```sh", curl(method, path, operation, parameters), "```");
    answers(operation);
  }

  private void parameters(List<Object> parameters) {
    if (parameters.isEmpty()) {
      return;
    }
    line("", "| parameter | in | type | meaning |", "|---|---|---|---|");
    for (Object each : parameters) {
      Map<String, Object> parameter = api.map(each);
      row(
          "`" + parameter.get("name") + "`",
          text(parameter.get("in")),
          type(parameter.get("schema")),
          text(parameter.get("description")));
    }
  }

  private String curl(
      String method, String path, Map<String, Object> operation, List<Object> parameters) {
    String url = path;
    for (Object each : parameters) {
      Map<String, Object> parameter = api.map(each);
      if ("path".equals(parameter.get("in"))) {
        url = url.replace("{" + parameter.get("name") + "}", text(parameter.get("example")));
      }
    }
    String call = "curl -u admin " + (method.equals("GET") ? "" : "-X " + method + " ");
    call += "http://127.0.0.1:8080" + url;
    Map<String, Object> body = content(operation.get("requestBody"), "application/json");
    if (!body.isEmpty()) {
      String example = compact(api.example(body.get("schema"))).replace("'", "'\\''");
      call += " \\\n  -H 'Content-Type: application/json' -d '" + example + "'";
    }
    return call;
  }

  private void answers(Map<String, Object> operation) {
    Set<String> shownObjects = new HashSet<>();
    api.map(operation.get("responses"))
        .forEach((status, answer) -> {
          String described = text(api.map(answer).get("description"));
          Map<String, Object> body = content(answer, "application/json");
          boolean fails = !status.startsWith("2");
          String shown = status.equals("default") ? "Any error" : status;
          String object = OpenApi.name(body.get("schema"));
          String problem = "[problem](#errors)";
          line(
              "",
              shown
                  + ": "
                  + described
                  + (fails && body.isEmpty() ? ", as a " + problem : "")
                  + (object.isEmpty() ? "" : " ([" + object + "](#" + object.toLowerCase() + "))")
                  + ".");
          boolean isNew = object.isEmpty() || shownObjects.add(object);
          if (!body.isEmpty() && !fails && isNew) {
            line("", "```json", json(api.example(body.get("schema"))), "```");
          }
        });
  }

  private Map<String, Object> content(Object holder, String type) {
    return api.map(api.map(api.map(holder).get("content")).get(type));
  }

  private void schema(String name, Object schema) {
    Map<String, Object> properties = api.properties(schema);
    line("", "### " + name);
    line("", sentence(text(api.map(schema).get("description"))));
    if (properties.isEmpty()) {
      line("", "A " + type(api.map(schema)) + ".");
      return;
    }
    List<?> required = list(api.map(schema).get("required"));
    line("", "| field | type | meaning |", "|---|---|---|");
    properties.forEach((field, of) ->
        row(
            "`" + field + "`",
            type(of) + (required.contains(field) ? ", required" : ""),
            text(api.map(of).get("description"))));
  }

  private String type(Object schema) {
    String name = OpenApi.name(schema);
    if (!name.isEmpty()) {
      return "[" + name + "](#" + name.toLowerCase() + ")";
    }
    Map<String, Object> of = api.map(schema);
    String type = text(of.get("type"));
    if (!list(of.get("enum")).isEmpty()) {
      type =
          list(of.get("enum")).stream()
              .map(OpenApi::text)
              .collect(Collectors.joining("`, `", "`", "`"));
    } else if (type.equals("array")) {
      type = "array of " + type(of.get("items"));
    } else if (of.get("additionalProperties") instanceof Map<?, ?> value) {
      type = "object of " + type(value);
    } else if (!list(of.get("oneOf")).isEmpty()) {
      type = list(of.get("oneOf")).stream().map(this::type).collect(Collectors.joining(" or "));
    } else if (of.containsKey("pattern")) {
      type += " `" + of.get("pattern") + "`";
    }
    return type + limits(of);
  }

  private static String limits(Map<String, Object> schema) {
    String limits = "";
    for (var limit :
        Map.of("minimum", "from", "maximum", "to").entrySet().stream()
            .sorted(Map.Entry.comparingByValue())
            .toList()) {
      limits +=
          schema.containsKey(limit.getKey())
              ? " " + limit.getValue() + " " + schema.get(limit.getKey())
              : "";
    }
    Object usual = schema.get("default");
    return limits + (usual == null ? "" : "; default `" + usual + "`");
  }

  private void row(String... cells) {
    page.append("| ");
    page.append(
        List.of(cells).stream()
            .map(cell -> cell.replace("|", "\\|"))
            .collect(Collectors.joining(" | ")));
    page.append(" |\n");
  }

  /** Appends lines; an empty text after an empty line is left out with it. */
  private void line(String... lines) {
    if (lines.length == 2 && lines[1].isEmpty()) {
      return;
    }
    List.of(lines).forEach(each -> page.append(each).append('\n'));
  }

  private static String sentence(String text) {
    return text.isEmpty() || text.endsWith(".") ? text : text + ".";
  }

  private static String json(Object value) {
    StringWriter out = new StringWriter();
    try (var writer =
        Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true)).createWriter(out)) {
      writer.write(value(value));
    }
    return out.toString().strip();
  }

  private static String compact(Object value) {
    return value(value).toString();
  }

  private static JsonValue value(Object value) {
    return switch (value) {
      case null -> JsonValue.NULL;
      case Map<?, ?> map -> {
        var object = Json.createObjectBuilder();
        map.forEach((key, member) -> object.add(text(key), value(member)));
        yield object.build();
      }
      case List<?> list -> {
        var array = Json.createArrayBuilder();
        list.forEach(element -> array.add(value(element)));
        yield array.build();
      }
      case Boolean flag -> flag ? JsonValue.TRUE : JsonValue.FALSE;
      case Integer number -> Json.createValue(number);
      default -> Json.createValue(text(value));
    };
  }
}
