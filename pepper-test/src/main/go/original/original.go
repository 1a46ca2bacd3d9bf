//go:build tools

// Package original names what the bench runs beside Pepper.
package original

import _ "github.com/bilibili/discovery/cmd/discovery"
