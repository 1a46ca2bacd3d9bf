package io.pepper.config.ini;

/** A way in which a file means something else than it seems to. */
enum IniTrap {
  /** A {@code #} or {@code ;} that ends the value. */
  CUT_OFF("write the value in backticks, or the comment on a line of its own"),
  /** Quotes around a value that belong to it. */
  QUOTES_KEPT("write the value without quotes, or in backticks if the quotes belong to it"),
  /** Text behind a closing quote or bracket that has no effect. */
  TEXT_DROPPED("remove the text, or write a comment on a line of its own"),
  /** A backslash at the end of a line that makes the next line part of the value. */
  CONTINUED("write the value in backticks"),
  /** Comments that become part of a {@code map[string][]string}. */
  GLUED("write the value in backticks, and no comment between it and the key before"),
  /** An empty {@code []string}, which has one element. */
  EMPTY_ELEMENT("remove the key if the list has no elements; its type has no text for none"),
  /** A key that is there with two types or left sides. */
  TWO_TYPES("keep one of the lines"),
  /** A key that is set again. */
  REPEATED("keep one of the lines"),
  /** Blanks that belong to elements, keys or values of a list or map. */
  BLANKS_KEPT("write no blanks beside the separators"),
  /** Items of a map or set that have no effect. */
  ITEMS_LOST("write each item once, as the type demands"),
  /** Items of a map to bool that are taken for keys although they contain a colon. */
  ITEM_AS_KEY("write 'key:true', 'key:false' or a key without a colon"),
  /** A colon that divides key and value although a {@code =} follows. */
  COLON("write the key in double quotes if the colon belongs to it, else '=' instead of the colon"),
  /** A section whose name begins or ends with a blank. */
  SECTION_BLANKS("write no blanks inside the brackets"),
  /** A section without keys, which is not kept. */
  EMPTY_SECTION("remove the section, or give it a key"),
  /** A key {@code -}, which gets a number for its name. */
  AUTO_NAME("write a name"),
  /** A value of type json that is none. */
  INVALID_JSON("write JSON, in backticks if it contains '#' or ';'"),
  /** Carriage returns inside a value of several lines. */
  CARRIAGE_RETURNS("end the lines of the file by line feeds only");

  private final String remedy;

  IniTrap(String remedy) {
    this.remedy = remedy;
  }

  /** Returns how to write it so that nothing is lost, as an order without a full stop. */
  public String remedy() {
    return remedy;
  }
}
