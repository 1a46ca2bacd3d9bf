package io.pepper.bus.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.job.Job;
import io.pepper.job.JobId;
import io.pepper.job.TopicId;
import io.pepper.outbound.FormBody;
import java.net.URLDecoder;
import java.util.List;
import org.junit.jupiter.api.Test;

class BusFormTest {
  private static final TopicId TOPIC = TopicId.of("queue1", "topic1");

  @Test
  void isByteForByteWhatTheOriginalSendsButForTheRepeatedFlag() {
    Job job =
        new Job(
            JobId.parse("13613428983021453313"),
            "13613428983021453312-3221225986-22017",
            "j0".getBytes(UTF_8),
            1,
            1795217947,
            0,
            "");

    byte[] body =
        BusForm.data(
            new DeliveryRequest(TOPIC, List.of(job), "13613428990705418240-3221225986-22017"));

    assertThat(new String(body, US_ASCII))
        .isEqualTo(
            "IS_PEPPER_BUS_REQUEST=true&jobs=%5B%7B%22id%22%3A%2213613428983021453313%22%2C%22"
                + "inTraceId%22%3A%2213613428983021453312-3221225986-22017%22%2C%22content%22%3A%22"
                + "j0%22%2C%22retrying%22%3A0%2C%22RetryTimes%22%3A1%2C%22RetryTime%22%3A1795217947"
                + "%2C%22IsRetry%22%3Afalse%2C%22BeginRetry%22%3Afalse%2C%22RetryResidueTime%22%3A0"
                + "%7D%5D&outTraceId=13613428990705418240-3221225986-22017&queue=queue1&topic=topic1"
                + "&type=data");
  }

  @Test
  void pingsWithFlagAndTypeOnly() {
    assertThat(new String(BusForm.ping(), US_ASCII))
        .isEqualTo("IS_PEPPER_BUS_REQUEST=true&type=ping");
  }

  @Test
  void escapesEveryByteThatFormsReserve() {
    String text = "a b+c&d=e%f*~-_.é€\0\n";

    byte[] body = new FormBody(1).field("k", text).toBytes();

    assertThat(new String(body, US_ASCII))
        .isEqualTo("k=a+b%2Bc%26d%3De%25f%2A~-_.%C3%A9%E2%82%AC%00%0A");
    assertThat(URLDecoder.decode(new String(body, US_ASCII).substring(2), UTF_8)).isEqualTo(text);
  }

  @Test
  void putsSeveralJobsIntoOneArray() {
    Job one = Job.accepted(JobId.parse("13613428983021453313"), "t", "1".getBytes(UTF_8));
    Job two = Job.accepted(JobId.parse("13613428983021453314"), "t", "2".getBytes(UTF_8));

    byte[] body = BusForm.data(new DeliveryRequest(TOPIC, List.of(one, two), "o"));

    String jobs = URLDecoder.decode(new String(body, US_ASCII), UTF_8);
    assertThat(jobs)
        .contains("jobs=[{\"id\":\"13613428983021453313\"")
        .contains("},{\"id\":\"13613428983021453314\"")
        .contains("}]&outTraceId=o");
  }
}
