module pepper.test/clients

go 1.18

require (
	github.com/gomodule/redigo v1.9.2
	github.com/mediocregopher/radix/v4 v4.1.4
	github.com/redis/go-redis/v9 v9.7.3
	github.com/redis/rueidis v1.0.14-go1.18
)

require (
	github.com/cespare/xxhash/v2 v2.2.0 // indirect
	github.com/dgryski/go-rendezvous v0.0.0-20200823014737-9f7001d12a5f // indirect
	github.com/tilinna/clock v1.0.2 // indirect
)
