package io.pepper.web.api;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.run.RunId;
import io.pepper.job.JobState;
import io.pepper.job.QueueName;
import io.pepper.job.TopicName;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.function.Function;

/** The converters of names in paths and queries into the value types that check them. */
@Provider
public class PathNames implements ParamConverterProvider {
  private record Reader(String field, Function<String, ?> read) {}

  private static final Map<Class<?>, Reader> READERS =
      Map.of(
          QueueName.class, new Reader("queue", QueueName::new),
          TopicName.class, new Reader("topic", TopicName::new),
          JobName.class, new Reader("name", JobName::new),
          RunId.class, new Reader("id", RunId::new),
          JobState.class, new Reader("state", JobState::parse),
          DomainName.class, new Reader("domain", DomainName::new),
          FileName.class, new Reader("file", FileName::new));

  @Override
  public <T> ParamConverter<T> getConverter(Class<T> type, Type generic, Annotation[] annotations) {
    Reader reader = READERS.get(type);
    return reader == null ? null : new Converter<>(type, reader);
  }

  private record Converter<T>(Class<T> type, Reader reader) implements ParamConverter<T> {
    @Override
    public T fromString(String text) {
      if (text == null) {
        return null;
      }
      try {
        return type.cast(reader.read().apply(text));
      } catch (IllegalArgumentException e) {
        throw Refusal.of(reader.field(), e.getMessage());
      }
    }

    @Override
    public String toString(T value) {
      return value.toString();
    }
  }
}
