package io.pepper.bridge.rpcx;

import io.pepper.bridge.ForeignRegistryContract;
import io.pepper.bridge.ForeignStore;

/** The rules of foreign registries on etcd. */
class EtcdRegistryTest extends ForeignRegistryContract {
  @Override
  protected ForeignStore open() {
    return new EtcdForeignStore();
  }
}
