// Package lenient decodes JSON of which some members may have an unexpected type or
// form: each keeps its zero value, and the others are decoded all the same. So a field
// that Discord changes cannot lose an event.
package lenient

import (
	"encoding/json"
	"errors"
	"strconv"
)

// Unmarshal decodes JSON into v. A member of an unexpected type keeps its zero value.
// The error is of broken JSON.
func Unmarshal(data []byte, v any) error {
	err := json.Unmarshal(data, v)
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) {
		return nil
	}
	return err
}

// An Int is an integer in any form of a JSON number: 5, 5.0 and 5e0 are the same. It is
// 0 for anything else.
type Int int64

// UnmarshalJSON implements [json.Unmarshaler]. It returns no error.
func (n *Int) UnmarshalJSON(data []byte) error {
	if whole, err := strconv.ParseInt(string(data), 10, 64); err == nil {
		*n = Int(whole)
		return nil
	}
	const exact = 1 << 53 // beyond that not every integer is a float64
	if f, err := strconv.ParseFloat(string(data), 64); err == nil && f > -exact && f < exact {
		*n = Int(f)
	}
	return nil
}
