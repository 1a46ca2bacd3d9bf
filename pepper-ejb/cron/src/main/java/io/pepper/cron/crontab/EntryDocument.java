package io.pepper.cron.crontab;

import io.pepper.definition.InvalidDefinitionException;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * The job document that does what cron(8) does with an entry: runs may overlap, nothing is made up
 * for, and no run is ended for its length before the longest time there is.
 */
final class EntryDocument {
  private static final String MAX_TIMEOUT = "P7D";
  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  private final CrontabLine.ScheduledCommand entry;
  private final CrontabEnvironment environment;
  private final List<String> notes = new ArrayList<>();
  private Optional<String> user = Optional.empty();
  private String command = "";

  EntryDocument(CrontabLine.ScheduledCommand entry, CrontabEnvironment environment) {
    this.entry = entry;
    this.environment = environment;
  }

  /** Returns the command, from which a name is made. */
  String command() {
    return command;
  }

  /** Returns notes about the entry for people. */
  List<String> notes() {
    return notes;
  }

  /**
   * @param owner whose rights the commands of a user's crontab have; empty for Pepper's own
   * @param alarms whether {@code MAILTO} counts
   * @throws InvalidDefinitionException if there is no command
   */
  JsonObject of(
      CrontabForm form, Optional<String> owner, String remark, JsonObject with, boolean alarms) {
    CrontabCommand text = CrontabCommand.of(split(form, owner));
    command = text.command();
    if (command.isEmpty()) {
      throw new InvalidDefinitionException("run.command", "there is no command");
    }
    if (text.hasInput()) {
      notes.add("what follows % is its standard input");
    }
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("schedule", entry.schedule())
            .add("dialect", "unix")
            .add("zone", environment.zone().getId())
            .add("run", run(text))
            .add("overlap", "allow")
            .add("timeout", MAX_TIMEOUT);
    if (!environment.jitter().isEmpty()) {
      json.add("jitter", environment.jitter());
    }
    if (!remark.isEmpty()) {
      json.add("remark", remark);
    }
    if (alarms && !environment.mail().isEmpty()) {
      json.add("alarms", alarms());
    }
    with.forEach(json::add);
    return json.build();
  }

  private String split(CrontabForm form, Optional<String> owner) {
    user = owner;
    if (form == CrontabForm.USER) {
      return entry.rest();
    }
    Matcher split = CrontabForm.userAndCommand(entry.rest());
    if (!split.matches()) {
      throw new InvalidDefinitionException(
          "run.user",
          "there is no user before the command, as lines of /etc/crontab have one; read it as form user if this is a user's own crontab");
    }
    user = Optional.of(split.group(1));
    return split.group(2);
  }

  private JsonObjectBuilder run(CrontabCommand text) {
    JsonObjectBuilder run =
        JSON.createObjectBuilder()
            .add("type", "command")
            .add("command", array(List.of(environment.shell(), "-c", text.script())));
    if (!environment.variables().isEmpty()) {
      JsonObjectBuilder variables = JSON.createObjectBuilder();
      environment.variables().forEach(variables::add);
      run.add("environment", variables);
    }
    if (!environment.home().isEmpty()) {
      run.add("directory", environment.home());
    }
    user.ifPresent(name -> run.add("user", name));
    return run;
  }

  private JsonObjectBuilder alarms() {
    return JSON.createObjectBuilder()
        .add("on", array(List.of("failed")))
        .add("mail", array(environment.mail()));
  }

  private static JsonArrayBuilder array(List<String> texts) {
    JsonArrayBuilder array = JSON.createArrayBuilder();
    texts.forEach(array::add);
    return array;
  }
}
