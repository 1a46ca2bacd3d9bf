package io.pepper.web.faces.cron;

import io.pepper.cron.JobListing;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.primefaces.model.FilterMeta;
import org.primefaces.model.LazyDataModel;
import org.primefaces.model.SortMeta;

/** One page of jobs by name; nothing is kept between two requests, however many jobs there are. */
final class JobTable extends LazyDataModel<JobRow> {
  private static final long serialVersionUID = 1L;

  /** The search for a page of jobs. */
  interface Finder extends Serializable {
    JobListing find(int first, int limit);
  }

  /** The source of the present time. */
  interface Now extends Supplier<Instant>, Serializable {}

  private final Finder finder;
  private final Now now;

  JobTable(Finder finder, Now now) {
    this.finder = finder;
    this.now = now;
  }

  @Override
  public int count(Map<String, FilterMeta> filters) {
    return finder.find(0, 0).total();
  }

  @Override
  public List<JobRow> load(
      int first, int size, Map<String, SortMeta> sorts, Map<String, FilterMeta> filters) {
    JobListing page = finder.find(first, size);
    Instant moment = now.get();
    return page.jobs().stream()
        .map(job -> new JobRow(job, page.problem().isEmpty(), moment, 1))
        .toList();
  }

  @Override
  public String getRowKey(JobRow row) {
    return row.getName();
  }
}
