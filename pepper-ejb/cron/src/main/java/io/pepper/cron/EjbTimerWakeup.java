package io.pepper.cron;

import io.pepper.cron.fire.WakeupTimer;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJBException;
import jakarta.ejb.NoSuchObjectLocalException;
import jakarta.ejb.Singleton;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Date;

/**
 * The wakeup by an EJB timer, single-action and not persistent: what is due is stored in
 * Coordination, and the timer only wakes this node. Its timeout runs on a thread of the container
 * and gives it back at once.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class EjbTimerWakeup implements WakeupTimer {
  private static final TimerConfig IN_MEMORY = new TimerConfig(null, false);

  @Resource TimerService timers;
  @Inject Cron cron;

  private Timer timer;

  @Override
  public synchronized void wakeAt(Instant instant) {
    unset();
    timer = timers.createSingleActionTimer(Date.from(instant), IN_MEMORY);
  }

  @Timeout
  void wake() {
    cron.wake();
  }

  private void unset() {
    if (timer != null) {
      try {
        timer.cancel();
      } catch (NoSuchObjectLocalException e) {
        // It has ended.
      } catch (EJBException e) {
        // It ends now, and the timer will be set again.
      }
      timer = null;
    }
  }
}
