package discord

import "strconv"

// number is an integer as JSON writes numbers: 5, 5.0 and 5e0 are the same. What
// is no number is 0.
type number int64

// UnmarshalJSON implements [json.Unmarshaler]. It returns no error, so that the
// other members of an object are read all the same.
func (n *number) UnmarshalJSON(data []byte) error {
	if whole, err := strconv.ParseInt(string(data), 10, 64); err == nil {
		*n = number(whole)
		return nil
	}
	const exact = 1 << 53 // beyond that not every integer is a float64
	if f, err := strconv.ParseFloat(string(data), 64); err == nil && f > -exact && f < exact {
		*n = number(f)
	}
	return nil
}
