// Encodes and decodes gobs with Go's own package, for comparison.
//
//	values generate <seed> <count>   random values: the bytes of each in hex, then what it is
//	values describe                  what each value of standard input is
package main

import (
	"bytes"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"math/rand"
	"os"
	"reflect"
	"strconv"
)

func main() {
	if os.Args[1] == "generate" {
		generate(argument(2), argument(3))
	} else {
		describeInput()
	}
}

func argument(position int) int64 {
	number, err := strconv.ParseInt(os.Args[position], 10, 64)
	check(err)
	return number
}

func check(err error) {
	if err != nil {
		fmt.Println("failed:", err)
		os.Exit(1)
	}
}

func generate(seed, count int64) {
	random = rand.New(rand.NewSource(seed))
	var output bytes.Buffer
	encoder := gob.NewEncoder(&output)
	for i := int64(0); i < count; i++ {
		var all All
		fill(reflect.ValueOf(&all).Elem(), 0)
		output.Reset()
		check(encoder.Encode(&all))
		fmt.Printf("%x %s\n", output.Bytes(), describe(reflect.ValueOf(all)))
	}
}

func describeInput() {
	decoder := gob.NewDecoder(os.Stdin)
	for {
		var all All
		err := decoder.Decode(&all)
		if errors.Is(err, io.EOF) {
			return
		}
		check(err)
		fmt.Println(describe(reflect.ValueOf(all)))
	}
}
