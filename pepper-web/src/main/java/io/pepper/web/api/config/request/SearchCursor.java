package io.pepper.web.api.config.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.KeyName;
import io.pepper.config.definition.SectionName;
import io.pepper.config.snapshot.SearchHit;
import io.pepper.config.value.ValueType;
import io.pepper.web.api.Refusal;
import java.util.Base64;
import java.util.Optional;

/**
 * The place where the next page of a search begins, as text that callers hand back as it is. Names
 * have no control characters.
 */
public final class SearchCursor {
  private static final String BETWEEN = "\n";

  private SearchCursor() {}

  public static String text(SearchHit end) {
    StringBuilder names = new StringBuilder(end.domain().value());
    end.file().ifPresent(file -> names.append(BETWEEN).append(file.path()));
    end.section().ifPresent(section -> names.append(BETWEEN).append(section.value()));
    end.entry().ifPresent(entry -> names.append(BETWEEN).append(entry.key().value()));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(names.toString().getBytes(UTF_8));
  }

  /**
   * @param text null when it was not sent
   */
  public static Optional<SearchHit> read(String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          place(new String(Base64.getUrlDecoder().decode(text), UTF_8).split(BETWEEN)));
    } catch (IllegalArgumentException e) {
      throw Refusal.of("cursor", "is not one that a page of this search ended with");
    }
  }

  private static SearchHit place(String[] names) {
    DomainName domain = new DomainName(names[0]);
    return switch (names.length) {
      case 1 -> SearchHit.domain(domain);
      case 2 -> SearchHit.file(domain, new FileName(names[1]));
      case 4 ->
          SearchHit.file(domain, new FileName(names[1]))
              .key(
                  new SectionName(names[2]),
                  ConfigEntry.of(new KeyName(names[3]), ValueType.STRING, ""));
      default -> throw new IllegalArgumentException(names.length + " names are no place");
    };
  }
}
