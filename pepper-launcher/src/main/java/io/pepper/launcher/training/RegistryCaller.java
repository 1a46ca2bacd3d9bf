package io.pepper.launcher.training;

import java.io.IOException;

/** A provider and a consumer of discovery. For one thread. */
record RegistryCaller(RestCaller http) {
  private static final int INSTANCES = 20;

  /** Registers, renews so many times, asks, and cancels. */
  void run(int renewals) throws IOException, InterruptedException {
    for (int i = 0; i < INSTANCES; i++) {
      http.post(
          "/discovery/register", instance(i) + "&status=1&addrs=http://127.0.0.1:" + (8000 + i));
    }
    for (int i = 0; i < renewals; i++) {
      http.post("/discovery/renew", instance(i % INSTANCES));
      if (i % 4 == 0) {
        http.get("/discovery/fetch?env=dev&appid=training.shop&status=1&zone=zone01");
        http.get("/discovery/polls?env=dev&hostname=a&appid=training.shop&latest_timestamp=0");
      }
    }
    for (int i = 0; i < INSTANCES; i++) {
      http.post("/discovery/cancel", instance(i));
    }
  }

  private static String instance(int number) {
    return "zone=zone01&env=dev&appid=training.shop&hostname=host" + number;
  }
}
