//go:build tools

// Package peers names what the bench runs beside Pepper.
package peers

import _ "github.com/nats-io/nats-server/v2"
