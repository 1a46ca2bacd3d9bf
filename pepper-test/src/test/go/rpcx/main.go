// An rpcx server and an rpcx client, each with rpcx's own etcd v3 registry.
//
//	rpcx serve <etcd> <base path> <service> <address> <metadata>
//	rpcx watch <etcd> <base path> <service>
//
// A server unregisters at end of input. A client prints a line for each list of servers it gets.
package main

import (
	"fmt"
	"io"
	"os"
	"sort"
	"strings"
	"time"

	"github.com/rpcxio/rpcx-etcd/client"
	"github.com/rpcxio/rpcx-etcd/serverplugin"
	rpcx "github.com/smallnest/rpcx/client"
)

func main() {
	etcd, base, service := []string{os.Args[2]}, os.Args[3], os.Args[4]
	if os.Args[1] == "serve" {
		serve(etcd, base, service, os.Args[5], os.Args[6])
	} else {
		watch(etcd, base, service)
	}
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func serve(etcd []string, base, service, address, metadata string) {
	plugin := &serverplugin.EtcdV3RegisterPlugin{
		ServiceAddress: address,
		EtcdServers:    etcd,
		BasePath:       base,
		UpdateInterval: time.Second,
	}
	check(plugin.Start())
	check(plugin.Register(service, nil, metadata))
	fmt.Println("registered")
	io.Copy(io.Discard, os.Stdin)
	check(plugin.Unregister(service))
	fmt.Println("unregistered")
}

func watch(etcd []string, base, service string) {
	discovery, err := client.NewEtcdV3Discovery(base, service, etcd, true, nil)
	check(err)
	show(discovery.GetServices())
	for servers := range discovery.WatchService() {
		show(servers)
	}
}

func show(servers []*rpcx.KVPair) {
	var lines []string
	for _, server := range servers {
		lines = append(lines, server.Key+"?"+server.Value)
	}
	sort.Strings(lines)
	fmt.Println(strings.Join(append([]string{"servers"}, lines...), " "))
}
