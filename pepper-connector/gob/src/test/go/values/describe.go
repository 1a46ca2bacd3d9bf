package main

import (
	"encoding/gob"
	"fmt"
	"math"
	"reflect"
	"sort"
	"strings"
)

// describe says in one word what a value is; the fields that gob does not send are left out.
func describe(value reflect.Value) string {
	if encoder, ok := encoderOf(value); ok {
		bytes, err := encoder.GobEncode()
		check(err)
		return fmt.Sprintf("o%x", bytes)
	}
	switch value.Kind() {
	case reflect.Bool:
		return fmt.Sprint(value.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return fmt.Sprintf("i%d", value.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return fmt.Sprintf("u%d", value.Uint())
	case reflect.Float32, reflect.Float64:
		return fmt.Sprintf("f%x", math.Float64bits(value.Float()))
	case reflect.Complex128:
		number := value.Complex()
		return fmt.Sprintf("c%x,%x", math.Float64bits(real(number)), math.Float64bits(imag(number)))
	case reflect.String:
		return fmt.Sprintf("s%x", value.String())
	case reflect.Pointer:
		return describe(value.Elem())
	case reflect.Interface:
		if value.IsNil() {
			return "nil"
		}
		return "<" + nameOf(value.Interface()) + ">" + describe(value.Elem())
	case reflect.Slice, reflect.Array:
		return describeList(value)
	case reflect.Map:
		return describeMap(value)
	case reflect.Struct:
		return describeStruct(value)
	}
	panic("no description of " + value.Type().String())
}

func encoderOf(value reflect.Value) (gob.GobEncoder, bool) {
	if value.Kind() == reflect.Interface {
		return nil, false
	}
	encoder, ok := value.Interface().(gob.GobEncoder)
	return encoder, ok
}

func describeList(value reflect.Value) string {
	if value.Type().Elem().Kind() == reflect.Uint8 {
		return fmt.Sprintf("b%x", value.Bytes())
	}
	var all []string
	for i := 0; i < value.Len(); i++ {
		all = append(all, describe(value.Index(i)))
	}
	return "[" + strings.Join(all, " ") + "]"
}

func describeMap(value reflect.Value) string {
	var all []string
	for entries := value.MapRange(); entries.Next(); {
		all = append(all, describe(entries.Key())+":"+describe(entries.Value()))
	}
	sort.Strings(all)
	return "{" + strings.Join(all, " ") + "}"
}

func describeStruct(value reflect.Value) string {
	var all []string
	for i := 0; i < value.NumField(); i++ {
		if isSent(value.Field(i)) {
			all = append(all, value.Type().Field(i).Name+"="+describe(value.Field(i)))
		}
	}
	sort.Strings(all)
	return "(" + strings.Join(all, " ") + ")"
}

func isSent(value reflect.Value) bool {
	if _, ok := encoderOf(value); ok {
		return !value.IsZero()
	}
	switch value.Kind() {
	case reflect.Struct, reflect.Array:
		return true
	case reflect.Slice:
		return value.Len() > 0
	case reflect.Float32, reflect.Float64:
		return value.Float() != 0
	case reflect.Complex128:
		return value.Complex() != 0
	case reflect.Pointer:
		return !value.IsNil() && isSent(value.Elem())
	}
	return !value.IsZero()
}

func nameOf(value any) string {
	for name, each := range named {
		if reflect.TypeOf(each) == reflect.TypeOf(value) {
			return name
		}
	}
	return reflect.TypeOf(value).String()
}
