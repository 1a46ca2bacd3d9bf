package main

import (
	"math"
	"math/rand"
	"reflect"
	"sort"
	"time"
)

const maxDepth = 4

var random *rand.Rand

// fill sets a value at random: often to zero, nil or empty.
func fill(value reflect.Value, depth int) {
	if random.Intn(4) == 0 {
		return
	}
	if value.Type() == reflect.TypeOf(time.Time{}) {
		value.Set(reflect.ValueOf(time.Unix(random.Int63n(1<<33), random.Int63n(1e9)).UTC()))
		return
	}
	switch value.Kind() {
	case reflect.Bool:
		value.SetBool(true)
	case reflect.Int, reflect.Int64:
		value.SetInt(number())
	case reflect.Int8:
		value.SetInt(number() >> 56)
	case reflect.Int16:
		value.SetInt(number() >> 48)
	case reflect.Uint64:
		value.SetUint(uint64(number()))
	case reflect.Float32:
		value.SetFloat(float64(float32(random.NormFloat64())))
	case reflect.Float64:
		value.SetFloat(real64())
	case reflect.Complex128:
		value.SetComplex(complex(real64(), real64()))
	case reflect.String:
		value.SetString(text())
	case reflect.Pointer:
		if depth < maxDepth {
			value.Set(reflect.New(value.Type().Elem()))
			fill(value.Elem(), depth+1)
		}
	case reflect.Interface:
		if depth < maxDepth {
			value.Set(anything(depth + 1))
		}
	case reflect.Slice:
		if depth < maxDepth {
			value.Set(reflect.MakeSlice(value.Type(), random.Intn(4), 4))
			fillElements(value, depth)
		}
	case reflect.Array:
		fillElements(value, depth)
	case reflect.Map:
		value.Set(reflect.MakeMap(value.Type()))
		for i := random.Intn(4); i > 0; i-- {
			key, each := reflect.New(value.Type().Key()).Elem(), reflect.New(value.Type().Elem()).Elem()
			fill(key, depth+1)
			fill(each, depth+1)
			value.SetMapIndex(key, each)
		}
	case reflect.Struct:
		for i := 0; i < value.NumField(); i++ {
			fill(value.Field(i), depth+1)
		}
	}
}

func fillElements(value reflect.Value, depth int) {
	for i := 0; i < value.Len(); i++ {
		fill(value.Index(i), depth+1)
	}
}

// anything is a value of a registered type.
func anything(depth int) reflect.Value {
	var names []string
	for name := range named {
		names = append(names, name)
	}
	sort.Strings(names)
	value := reflect.New(reflect.TypeOf(named[names[random.Intn(len(names))]])).Elem()
	fill(value, depth)
	if value.Kind() == reflect.Map && value.IsNil() {
		value.Set(reflect.MakeMap(value.Type()))
	}
	return value
}

func number() int64 {
	return int64(random.Uint64()) >> random.Intn(64)
}

func real64() float64 {
	return []float64{random.NormFloat64(), float64(number()), math.Inf(-1), math.MaxFloat64, 0.5}[random.Intn(5)]
}

func text() string {
	all := []rune("aZ0 _:;,=\"'\\#äß€中😀\x00\x7f\n")
	var runes []rune
	for i := random.Intn(20); i > 0; i-- {
		runes = append(runes, all[random.Intn(len(all))])
	}
	return string(runes)
}
