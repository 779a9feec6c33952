// Package gens holds the generators of valid inputs for laws. Every generator
// here shrinks, never leaves its range (not even while shrinking), and visits the
// edges of its range often, which the generators it is built from do not.
//
// Build contracts bottom-up from these, so that every draw is valid: gopter.DeriveGen
// with a way back keeps shrinking alive; Map, FlatMap and Frequency lose it.
package gens

import (
	"fmt"
	"reflect"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/shopspring/decimal"
)

// Minor generates integers (int64) from lo to hi, both included, such as amounts in
// minor units; one in five is an end of the range or its neighbour. It shrinks towards 0.
func Minor(lo, hi int64) gopter.Gen {
	if lo > hi {
		panic(fmt.Sprintf("gens: empty range from %d to %d", lo, hi))
	}
	step := int64(1)
	if lo == hi {
		step = 0
	}
	edge := gen.OneConstOf(lo, lo+step, hi-step, hi).WithShrinker(gen.Int64Shrinker)
	return gen.Weighted([]gen.WeightedGen{
		{Weight: 4, Gen: gen.Int64Range(lo, hi)},
		{Weight: 1, Gen: edge},
	}).SuchThat(func(v int64) bool { return lo <= v && v <= hi }) // Weighted drops the range check
}

// Amount generates decimals with the given number of places from lo to hi minor
// units, both included; one in five is an edge. It shrinks towards 0.
func Amount(lo, hi int64, places int32) gopter.Gen {
	return gopter.DeriveGen(
		func(minor int64) decimal.Decimal { return decimal.New(minor, -places) },
		func(d decimal.Decimal) int64 { return d.Shift(places).IntPart() },
		Minor(lo, hi))
}

// Share generates decimals in (0, 1] with the given number of places, from 0 to 18;
// one in ten is 1 or its neighbour. It shrinks towards 1.
func Share(places int32) gopter.Gen {
	if places < 0 || places > 18 { // 10^18 is the largest power of ten in an int64
		panic(fmt.Sprintf("gens: share with %d places", places))
	}
	whole := decimal.New(1, places).IntPart()
	return gopter.DeriveGen(
		func(missing int64) decimal.Decimal { return decimal.New(whole-missing, -places) },
		func(d decimal.Decimal) int64 { return whole - d.Shift(places).IntPart() },
		Minor(0, whole-1))
}

// Pick generates one of the values. It shrinks towards the first.
func Pick[T comparable](values ...T) gopter.Gen {
	if len(values) == 0 {
		panic("gens: nothing to pick from")
	}
	index := func(v T) int {
		for i := range values {
			if values[i] == v {
				return i
			}
		}
		return -1
	}
	return func(params *gopter.GenParameters) *gopter.GenResult {
		result := gopter.NewGenResult(values[params.Rng.Intn(len(values))], func(v any) gopter.Shrink {
			next, end := 0, index(v.(T))
			return func() (any, bool) {
				if next >= end {
					return nil, false
				}
				next++
				return values[next-1], true
			}
		})
		result.Sieve = func(v any) bool {
			picked, ok := v.(T)
			return ok && index(picked) >= 0
		}
		return result
	}
}

// SliceOf generates slices of lo to hi elements, both included; one in five has an
// edge length. It shrinks first towards lo elements, then the elements. All draws
// of element must shrink in the same way, as those of this package do.
func SliceOf(element gopter.Gen, lo, hi int) gopter.Gen {
	if lo < 0 {
		panic(fmt.Sprintf("gens: slice of %d elements", lo))
	}
	length := Minor(int64(lo), int64(hi))
	return func(params *gopter.GenParameters) *gopter.GenResult {
		drawn, _ := length(params).Retrieve()
		first := element(params) // its shrinker and its check are those of all elements
		slice := reflect.MakeSlice(reflect.SliceOf(first.ResultType), 0, int(drawn.(int64)))
		for next := first; slice.Len() < slice.Cap(); next = element(params) {
			v, ok := next.Retrieve()
			if !ok {
				return gopter.NewEmptyResult(slice.Type())
			}
			slice = reflect.Append(slice, reflect.ValueOf(v))
		}
		result := gopter.NewGenResult(slice.Interface(), nil)
		result.Shrinker = func(v any) gopter.Shrink {
			shortest := false
			return gopter.ConcatShrinks(func() (any, bool) {
				if s := reflect.ValueOf(v); !shortest && s.Len() > lo {
					shortest = true
					return s.Slice3(0, lo, lo).Interface(), true
				}
				return nil, false
			}, gen.SliceShrinker(first.Shrinker)(v))
		}
		result.Sieve = func(v any) bool {
			s := reflect.ValueOf(v)
			if !s.IsValid() || s.Len() < lo || s.Len() > hi {
				return false
			}
			for i := range s.Len() {
				if first.Sieve != nil && !first.Sieve(s.Index(i).Interface()) {
					return false
				}
			}
			return true
		}
		return result
	}
}
