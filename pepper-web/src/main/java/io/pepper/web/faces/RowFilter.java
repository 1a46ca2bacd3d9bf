package io.pepper.web.faces;

import java.io.Serializable;
import java.util.Locale;

/** The filter of a page's table: rows with a text, or only those that need attention. */
public abstract class RowFilter implements Serializable {
  private static final long serialVersionUID = 1L;

  private String search = "";
  private boolean attentionOnly;

  public String getSearch() {
    return search;
  }

  public void setSearch(String search) {
    this.search = search == null ? "" : search.strip();
  }

  public boolean isAttentionOnly() {
    return attentionOnly;
  }

  public void setAttentionOnly(boolean attentionOnly) {
    this.attentionOnly = attentionOnly;
  }

  /** Returns the text that is searched for, in lower case. */
  protected String wanted() {
    return search.toLowerCase(Locale.ROOT);
  }
}
