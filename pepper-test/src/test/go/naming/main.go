// Command naming drives the unmodified Go client of bilibili/discovery against a running Pepper, as
// goim's processes use it: two clients of one host name, a provider, metadata set again and again.
package main

import (
	"context"
	"fmt"
	"os"
	"sort"
	"strings"
	"time"

	"github.com/bilibili/discovery/naming"
	grpcnaming "github.com/bilibili/discovery/naming/grpc"
	"google.golang.org/grpc/resolver"
)

const limit = 40 * time.Second

var (
	node   = os.Args[1]
	prefix = os.Args[2]
)

func main() {
	provider, other := client("provider"), client("provider-2")
	one, both := client("consumer"), client("consumer")
	x, y := prefix+".x", prefix+".y"
	onlyX := one.Build(x)
	bothX, bothY := both.Build(x), both.Build(y)

	cancel := register(provider, x)
	register(other, x)
	await("one sees x", onlyX, hosts(2))
	await("both sees x", bothX, hosts(2))

	register(other, y)
	await("both sees y", bothY, hosts(1))

	check(provider.Set(&naming.Instance{AppID: x, Metadata: map[string]string{"conn_count": "7"}}))
	await("one sees the set", onlyX, metadata("conn_count", "7"))
	await("both sees the set", bothX, metadata("weight", "10"), metadata("conn_count", "7"))

	builder := &grpcnaming.Builder{Builder: both}
	fmt.Println("gRPC resolves", strings.Join(resolve(builder.Build, x+"?zone=sh001&cluster=c1"), " "))

	// The client's own test suite registers without an address; since 1.1 it then leaves out addrs.
	_, err := other.Register(&naming.Instance{AppID: prefix + ".bare"})
	fmt.Println("done without an address:", err == nil)

	cancel()
	await("one sees the cancel", onlyX, hosts(1))
	await("both sees the cancel", bothX, hosts(1))
	fmt.Println("done")
}

func client(host string) *naming.Discovery {
	return naming.New(&naming.Config{
		Nodes: []string{node}, Region: "sh", Zone: "sh001", Env: "uat", Host: host})
}

func register(c *naming.Discovery, app string) context.CancelFunc {
	cancel, err := c.Register(&naming.Instance{
		AppID:    app,
		Addrs:    []string{"http://10.0.0.1:80", "grpc://10.0.0.1:3109"},
		Metadata: map[string]string{"weight": "10", "cluster": "c1"},
	})
	check(err)
	return cancel
}

type condition func([]*naming.Instance) bool

func hosts(count int) condition {
	return func(all []*naming.Instance) bool { return len(all) == count }
}

func metadata(name, value string) condition {
	return func(all []*naming.Instance) bool {
		for _, each := range all {
			if each.Metadata[name] == value {
				return true
			}
		}
		return false
	}
}

// Waits until what the client tells fulfils all conditions, and says what it was.
func await(what string, r naming.Resolver, conditions ...condition) {
	deadline := time.After(limit)
	for {
		if info, ok := r.Fetch(); ok {
			all := info.Instances["sh001"]
			fulfilled := true
			for _, each := range conditions {
				fulfilled = fulfilled && each(all)
			}
			if fulfilled {
				fmt.Println(what+":", strings.Join(described(all), "; "))
				return
			}
		}
		select {
		case <-r.Watch():
		case <-deadline:
			fmt.Println(what + ": never")
			os.Exit(1)
		}
	}
}

func described(all []*naming.Instance) []string {
	var texts []string
	for _, each := range all {
		texts = append(texts, fmt.Sprintf("%s %s %s", each.AppID, each.Hostname, strings.Join(each.Addrs, ",")))
	}
	sort.Strings(texts)
	return texts
}

// What gRPC is told by its resolver.
type connection struct {
	resolver.ClientConn
	told chan []string
}

func (c connection) NewAddress(addresses []resolver.Address) {
	var texts []string
	for _, each := range addresses {
		texts = append(texts, each.Addr)
	}
	c.told <- texts
}

// The options' type has another name in each version of gRPC.
func resolve[O any](
	build func(resolver.Target, resolver.ClientConn, O) (resolver.Resolver, error), name string,
) []string {
	var usual O
	told := make(chan []string, 16)
	_, err := build(resolver.Target{Endpoint: name}, connection{told: told}, usual)
	check(err)
	select {
	case addresses := <-told:
		return addresses
	case <-time.After(limit):
		return []string{"nothing"}
	}
}

func check(err error) {
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}
