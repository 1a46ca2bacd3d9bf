package main

import (
	"encoding/gob"
	"time"
)

type Inner struct {
	Name string
	Tags []string
	Next *Inner
	Any  any
}

// All has a field of each kind that a configuration can have, and of each other kind of gob.
type All struct {
	Bool      bool
	Int       int
	Small     int8
	Uint      uint64
	Float     float64
	Half      float32
	Complex   complex128
	Text      string
	Bytes     []byte
	Duration  time.Duration
	When      time.Time
	Pointer   *int
	Array     [3]int16
	Inner     Inner
	Inners    []Inner
	Matrix    [][]int
	Strings   []string
	Ints      []int
	Int64s    []int64
	Floats    []float64
	Bools     []bool
	TextText  map[string]string
	TextInt   map[string]int
	IntText   map[int]string
	IntInt    map[int]int
	TextBool  map[string]bool
	IntBool   map[int]bool
	TextSet   map[string]struct{}
	IntSet    map[int]struct{}
	TextTexts map[string][]string
	Any       any
	Anys      []any
	AnyMap    map[string]any
}

var named = map[string]any{}

func register(name string, value any) {
	gob.RegisterName(name, value)
	named[name] = value
}

func init() {
	register("map[string]string", map[string]string{})
	register("map[string]int", map[string]int{})
	register("map[int]string", map[int]string{})
	register("map[int]int", map[int]int{})
	register("map[string]bool", map[string]bool{})
	register("map[int]bool", map[int]bool{})
	register("map[string]struct {}", map[string]struct{}{})
	register("map[int]struct {}", map[int]struct{}{})
	register("map[string][]string", map[string][]string{})
	register("map[string]interface {}", map[string]any{})
	register("test.Inner", Inner{})
	register("test.Inners", []Inner{})
	register("time.Time", time.Time{})
	for _, value := range []any{false, int(0), int64(0), uint64(0), float64(0), complex128(0), "",
		[]byte{}, []string{}, []int{}, []int64{}, []float64{}, []bool{}} {
		named[nameOf(value)] = value
	}
	register("time.Duration", time.Duration(0))
}
