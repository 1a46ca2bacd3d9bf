package io.pepper.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One block of a golden file: what is sent over one connection and what must come back. The file
 * itself says how it is written.
 *
 * @param difference the entry of docs/compatibility.md, for a deliberate difference
 */
record GoldenBlock(String title, Optional<String> difference, List<Step> steps) {
  /** One line: its mark, such as C or S, and the text after it. */
  record Step(char mark, String text) {
    /** The bytes that this line sends. */
    byte[] sent() {
      return switch (mark) {
        case 'C' -> RespSocket.encoded(text.split(" "));
        case 'I' -> (text + "\r\n").getBytes(UTF_8);
        case 'B' -> unescaped(text).getBytes(UTF_8);
        case 'P' -> pipeline(text);
        default -> throw new IllegalArgumentException("unknown mark: " + mark + " " + text);
      };
    }

    /** What the reply must look like, whole. */
    Pattern expected() {
      StringBuilder pattern = new StringBuilder();
      Matcher part = Pattern.compile("<id>|<trace>|<n>|[^<]+|<").matcher(unescaped(text));
      while (part.find()) {
        pattern.append(
            switch (part.group()) {
              case "<id>" -> "\\d{18,20}";
              case "<trace>" -> "\\d{18,20}-\\d+-\\d+";
              case "<n>" -> "\\d+";
              default -> Pattern.quote(part.group());
            });
      }
      return Pattern.compile(pattern.toString());
    }

    private static byte[] pipeline(String text) {
      StringBuilder bytes = new StringBuilder();
      for (String command : text.split(" \\| ")) {
        bytes.append(new String(RespSocket.encoded(command.split(" ")), UTF_8));
      }
      return bytes.toString().getBytes(UTF_8);
    }

    private static String unescaped(String text) {
      return text.replace("\\r", "\r").replace("\\n", "\n");
    }
  }

  /** Reads a golden file from the class path. */
  static List<GoldenBlock> read(String resource) {
    List<GoldenBlock> blocks = new ArrayList<>();
    for (String line : Resource.text(resource).lines().toList()) {
      String text = line.length() > 2 ? line.substring(2) : "";
      if (line.startsWith("==")) {
        blocks.add(new GoldenBlock(text.strip(), Optional.empty(), new ArrayList<>()));
      } else if (line.startsWith("~")) {
        GoldenBlock block = blocks.removeLast();
        blocks.add(new GoldenBlock(block.title(), Optional.of(text), block.steps()));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        blocks.getLast().steps().add(new Step(line.charAt(0), text));
      }
    }
    return blocks;
  }
}
