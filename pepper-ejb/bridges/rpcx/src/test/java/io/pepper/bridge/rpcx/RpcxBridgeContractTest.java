package io.pepper.bridge.rpcx;

import io.pepper.bridge.BridgeContract;
import io.pepper.bridge.ForeignStore;

/** The rules of bridges, with rpcx's programs on etcd. */
class RpcxBridgeContractTest extends BridgeContract {
  @Override
  protected ForeignStore open() {
    return new EtcdForeignStore();
  }
}
