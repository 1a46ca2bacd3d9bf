package io.pepper.bridge.rpcx;

import io.pepper.coordination.Coordination;
import io.pepper.discovery.Registry;
import io.pepper.settings.Settings;
import io.pepper.settings.StartFailure;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;

/** Starts the exchange with rpcx, if one is wanted, after discovery and stops it before. */
@Startup
@Singleton
@DependsOn("DiscoveryStartup")
@TransactionManagement(TransactionManagementType.BEAN)
public class RpcxStartup {
  @Inject Settings settings;
  @Inject Registry registry;
  @Inject Coordination coordination;

  private RpcxBridge bridge;

  @PostConstruct
  void start() {
    StartFailure.guard(() -> RpcxSettings.from(settings).ifPresent(this::open));
  }

  private void open(RpcxSettings wanted) {
    bridge = new RpcxBridge(wanted, registry, coordination, settings.node());
    bridge.start();
  }

  @PreDestroy
  void stop() {
    if (bridge != null) {
      bridge.close();
    }
  }
}
