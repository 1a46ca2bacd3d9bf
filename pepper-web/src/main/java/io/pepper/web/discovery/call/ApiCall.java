package io.pepper.web.discovery.call;

import io.pepper.web.discovery.http.BadParameterException;
import io.pepper.web.discovery.http.CallRefusedException;
import io.pepper.web.discovery.http.HttpExchange;
import java.io.IOException;

/** One call of the API. Safe for any number of threads. */
public interface ApiCall {
  /**
   * Answers, or parks the exchange to be answered later.
   *
   * @throws BadParameterException if a parameter is missing or cannot be
   * @throws IllegalArgumentException if a value cannot be
   * @throws CallRefusedException if the caller may not do that
   */
  void answer(HttpExchange exchange) throws IOException;
}
