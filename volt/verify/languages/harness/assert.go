// Package assert has the common functions of testify's package of that name, so that tests which use it need no network.
package assert

import (
	"bytes"
	"fmt"
	"math"
	"reflect"
	"strings"
)

// T is what failures are told to.
type T interface {
	Errorf(format string, arguments ...interface{})
}

// Assertions are the functions with T kept.
type Assertions struct{ t T }

// New keeps t.
func New(t T) *Assertions { return &Assertions{t} }

func fail(t T, format string, arguments ...interface{}) bool {
	t.Errorf("AssertionError: "+format, arguments...)
	return false
}

func same(a, b interface{}) bool {
	x, isBytes := a.([]byte)
	if !isBytes {
		return reflect.DeepEqual(a, b)
	}
	y, isBytes := b.([]byte)
	if !isBytes {
		return false
	}
	if x == nil || y == nil {
		return x == nil && y == nil
	}
	return bytes.Equal(x, y)
}

func isNil(a interface{}) bool {
	if a == nil {
		return true
	}
	v := reflect.ValueOf(a)
	switch v.Kind() {
	case reflect.Chan, reflect.Func, reflect.Interface, reflect.Map, reflect.Ptr, reflect.Slice, reflect.UnsafePointer:
		return v.IsNil()
	}
	return false
}

func isEmpty(a interface{}) bool {
	if a == nil {
		return true
	}
	v := reflect.ValueOf(a)
	switch v.Kind() {
	case reflect.Chan, reflect.Map, reflect.Slice:
		return v.Len() == 0
	case reflect.Ptr:
		return v.IsNil() || isEmpty(v.Elem().Interface())
	}
	return reflect.DeepEqual(a, reflect.Zero(v.Type()).Interface())
}

func number(a interface{}) (float64, bool) {
	v := reflect.ValueOf(a)
	switch {
	case !v.IsValid():
		return 0, false
	case v.CanInt():
		return float64(v.Int()), true
	case v.CanUint():
		return float64(v.Uint()), true
	case v.CanFloat():
		return v.Float(), true
	}
	return 0, false
}

func contains(whole, part interface{}) bool {
	v := reflect.ValueOf(whole)
	if !v.IsValid() {
		return false
	}
	switch v.Kind() {
	case reflect.String:
		text, isText := part.(string)
		return isText && strings.Contains(v.String(), text)
	case reflect.Map:
		for _, key := range v.MapKeys() {
			if same(key.Interface(), part) {
				return true
			}
		}
	case reflect.Slice, reflect.Array:
		for i := 0; i < v.Len(); i++ {
			if same(v.Index(i).Interface(), part) {
				return true
			}
		}
	}
	return false
}

func Equal(t T, expected, actual interface{}, _ ...interface{}) bool {
	if !same(expected, actual) {
		return fail(t, "expected %#v, got %#v", expected, actual)
	}
	return true
}

func NotEqual(t T, expected, actual interface{}, _ ...interface{}) bool {
	if same(expected, actual) {
		return fail(t, "both are %#v", actual)
	}
	return true
}

func EqualValues(t T, expected, actual interface{}, _ ...interface{}) bool {
	if same(expected, actual) {
		return true
	}
	from, to := reflect.ValueOf(expected), reflect.TypeOf(actual)
	if to != nil && from.IsValid() && from.Type().ConvertibleTo(to) && same(from.Convert(to).Interface(), actual) {
		return true
	}
	return fail(t, "expected %#v, got %#v", expected, actual)
}

func True(t T, value bool, _ ...interface{}) bool {
	if !value {
		return fail(t, "expected true")
	}
	return true
}

func False(t T, value bool, _ ...interface{}) bool {
	if value {
		return fail(t, "expected false")
	}
	return true
}

func Nil(t T, value interface{}, _ ...interface{}) bool {
	if !isNil(value) {
		return fail(t, "expected nil, got %#v", value)
	}
	return true
}

func NotNil(t T, value interface{}, _ ...interface{}) bool {
	if isNil(value) {
		return fail(t, "expected something, got nil")
	}
	return true
}

func NoError(t T, err error, _ ...interface{}) bool {
	if err != nil {
		return fail(t, "unexpected error %v", err)
	}
	return true
}

func Error(t T, err error, _ ...interface{}) bool {
	if err == nil {
		return fail(t, "expected an error")
	}
	return true
}

func Empty(t T, value interface{}, _ ...interface{}) bool {
	if !isEmpty(value) {
		return fail(t, "expected nothing, got %#v", value)
	}
	return true
}

func NotEmpty(t T, value interface{}, _ ...interface{}) bool {
	if isEmpty(value) {
		return fail(t, "expected something, got %#v", value)
	}
	return true
}

func Len(t T, value interface{}, length int, _ ...interface{}) (good bool) {
	defer func() {
		if recover() != nil {
			good = fail(t, "%#v has no length", value)
		}
	}()
	if n := reflect.ValueOf(value).Len(); n != length {
		return fail(t, "expected %d items, got %d", length, n)
	}
	return true
}

func Contains(t T, whole, part interface{}, _ ...interface{}) bool {
	if !contains(whole, part) {
		return fail(t, "%#v does not contain %#v", whole, part)
	}
	return true
}

func NotContains(t T, whole, part interface{}, _ ...interface{}) bool {
	if contains(whole, part) {
		return fail(t, "%#v contains %#v", whole, part)
	}
	return true
}

func InDelta(t T, expected, actual interface{}, delta float64, _ ...interface{}) bool {
	x, isNumber := number(expected)
	y, isNumberToo := number(actual)
	if !isNumber || !isNumberToo || math.IsNaN(x) != math.IsNaN(y) || math.Abs(x-y) > delta {
		return fail(t, "expected %v within %v, got %v", expected, delta, actual)
	}
	return true
}

func Panics(t T, function func(), _ ...interface{}) (good bool) {
	defer func() {
		if recover() == nil {
			good = fail(t, "expected a panic")
		} else {
			good = true
		}
	}()
	function()
	return false
}

func Fail(t T, text string, more ...interface{}) bool { return fail(t, "%s", text+fmt.Sprint(more...)) }

func (a *Assertions) Equal(e, g interface{}, m ...interface{}) bool       { return Equal(a.t, e, g, m...) }
func (a *Assertions) NotEqual(e, g interface{}, m ...interface{}) bool    { return NotEqual(a.t, e, g, m...) }
func (a *Assertions) EqualValues(e, g interface{}, m ...interface{}) bool { return EqualValues(a.t, e, g, m...) }
func (a *Assertions) True(v bool, m ...interface{}) bool                  { return True(a.t, v, m...) }
func (a *Assertions) False(v bool, m ...interface{}) bool                 { return False(a.t, v, m...) }
func (a *Assertions) Nil(v interface{}, m ...interface{}) bool            { return Nil(a.t, v, m...) }
func (a *Assertions) NotNil(v interface{}, m ...interface{}) bool         { return NotNil(a.t, v, m...) }
func (a *Assertions) NoError(e error, m ...interface{}) bool              { return NoError(a.t, e, m...) }
func (a *Assertions) Error(e error, m ...interface{}) bool                { return Error(a.t, e, m...) }
func (a *Assertions) Empty(v interface{}, m ...interface{}) bool          { return Empty(a.t, v, m...) }
func (a *Assertions) NotEmpty(v interface{}, m ...interface{}) bool       { return NotEmpty(a.t, v, m...) }
func (a *Assertions) Len(v interface{}, n int, m ...interface{}) bool     { return Len(a.t, v, n, m...) }
func (a *Assertions) Contains(w, p interface{}, m ...interface{}) bool    { return Contains(a.t, w, p, m...) }
func (a *Assertions) NotContains(w, p interface{}, m ...interface{}) bool { return NotContains(a.t, w, p, m...) }
func (a *Assertions) InDelta(e, g interface{}, d float64, m ...interface{}) bool {
	return InDelta(a.t, e, g, d, m...)
}
func (a *Assertions) Panics(f func(), m ...interface{}) bool    { return Panics(a.t, f, m...) }
func (a *Assertions) Fail(s string, m ...interface{}) bool      { return Fail(a.t, s, m...) }
