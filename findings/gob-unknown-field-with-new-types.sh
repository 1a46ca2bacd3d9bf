#!/bin/sh
# Go 1.26.8, encoding/gob (the encoding of net/rpc, gorpc and gokeeper's configuration).
#
# Behaviour: a decoder passes over fields that the receiver's struct does not have, but not safely over
# one whose interface value holds another interface value, if types are sent in it for the first time:
# in the shape below it reports bad data, although the same bytes are read well into a struct that has
# the field. The next value on the same stream, whose types are known by then, is passed over rightly.
#
# The cause is in the format: the number of bytes in front of an interface value is meant for passing
# over it, but each definition of a type ends the message that it is in, and the number counts only
# what lies before the first definition inside.
#
# Why it matters: to add a field to a message is said to be safe in gob. With a field of type any it
# breaks receivers that do not have it yet, and only with the first value of a connection. Decoders in
# other languages must not use that number to pass over a value either.
#
# Needs Go; takes the version above from the Go proxy if another one is installed. Exits 0 if the
# behaviour is as described, else 1.
set -eu
PATH=$PATH:/usr/local/go/bin
export GOTOOLCHAIN=go1.26.8
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >go.mod <<'END'
module finding

go 1.22
END

cat >main.go <<'END'
package main

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"os"
)

type Leaf struct{ A, B int }
type Box struct{ Content any }

// What is sent, and the same as a receiver knows it that does not have the new field yet.
type Sent struct {
	Added any
	N     int
}
type Known struct{ N int }

// received decodes two equal values of one stream, as a receiver of either kind.
func received(added any) (whole, first, second error) {
	var stream bytes.Buffer
	encoder := gob.NewEncoder(&stream)
	for i := 0; i < 2; i++ {
		if err := encoder.Encode(Sent{added, 7}); err != nil {
			panic(err)
		}
	}
	whole = gob.NewDecoder(bytes.NewReader(stream.Bytes())).Decode(new(Sent))
	decoder := gob.NewDecoder(&stream)
	return whole, decoder.Decode(new(Known)), decoder.Decode(new(Known))
}

func main() {
	gob.Register(Leaf{})
	gob.Register(Box{})
	isAsDescribed := true
	for _, each := range []struct {
		added any
		fails bool
	}{{Leaf{1, 2}, false}, {Box{5}, false}, {Box{Leaf{1, 2}}, true}} {
		whole, first, second := received(each.added)
		fmt.Printf("%T%v: with the field %v; without it %v, then %v\n",
			each.added, each.added, whole, first, second)
		isAsDescribed = isAsDescribed && whole == nil && (first != nil) == each.fails && second == nil
	}
	if !isAsDescribed {
		os.Exit(1)
	}
}
END

go version
if go run .; then
  echo "as described: only the value with new types inside another interface value is not passed over"
else
  echo "the behaviour has changed"
  exit 1
fi
