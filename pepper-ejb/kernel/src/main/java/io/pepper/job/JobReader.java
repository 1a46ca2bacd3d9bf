package io.pepper.job;

import java.util.Base64;
import java.util.Locale;

/** The reader of one job's JSON. */
final class JobReader {
  private final JsonReader json;
  private String id = "";
  private String inTraceId = "";
  private byte[] content = {};
  private String contentBase64 = "";
  private long attempts;
  private long lastAttempt;
  private long parked;
  private String lastError = "";
  private String lastCode = "";
  private long lastMillis;

  JobReader(byte[] text) {
    this.json = new JsonReader(text);
  }

  Job job() {
    json.object(this::member);
    json.end();
    if (id.isEmpty()) {
      throw new JobFormatException("it has no id");
    }
    return new Job(
        jobId(),
        inTraceId,
        payload(),
        toInt(attempts),
        Math.max(0, lastAttempt),
        toInt(parked),
        lastError,
        lastCode,
        Math.max(0, lastMillis));
  }

  private void member(String key) {
    switch (key.toLowerCase(Locale.ROOT)) {
      case "id" -> id = json.text();
      case "intraceid" -> inTraceId = json.text();
      case "content" -> content = json.bytes();
      case "contentbase64" -> contentBase64 = json.text();
      case "retrytimes" -> attempts = json.number();
      case "retrytime" -> lastAttempt = json.number();
      case "retrying" -> parked = json.number();
      case "lasterror" -> lastError = json.text();
      case "lastcode" -> lastCode = json.text();
      case "lastmillis" -> lastMillis = json.number();
      default -> json.skip();
    }
  }

  private JobId jobId() {
    try {
      return JobId.parse(id);
    } catch (IllegalArgumentException e) {
      throw new JobFormatException(e.getMessage());
    }
  }

  private byte[] payload() {
    if (contentBase64.isEmpty()) {
      return content;
    }
    try {
      return Base64.getDecoder().decode(contentBase64);
    } catch (IllegalArgumentException e) {
      throw new JobFormatException("contentBase64 is not base64");
    }
  }

  private static int toInt(long number) {
    return Math.clamp(number, 0, Integer.MAX_VALUE);
  }
}
