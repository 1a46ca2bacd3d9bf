package io.pepper.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.Executors;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;

/** What a fire does on Quartz: the request that Pepper's type {@code http} sends. */
public final class RequestJob implements Job {
  static final String URL = "url";

  /** As Pepper's. */
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  @Override
  public void execute(JobExecutionContext context) throws JobExecutionException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(context.getMergedJobDataMap().getString(URL)))
            .header(Arrivals.JOB, context.getJobDetail().getKey().getName())
            .header(Arrivals.NOMINAL, context.getScheduledFireTime().toInstant().toString())
            .build();
    try {
      CLIENT.send(request, BodyHandlers.discarding());
    } catch (IOException e) {
      throw new JobExecutionException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
