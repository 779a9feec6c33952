package fixed

// A Mode says how a product is rounded to a whole minor unit.
type Mode uint8

const (
	// HalfUp rounds to the nearest unit and halves away from zero.
	HalfUp Mode = iota
	// HalfEven rounds to the nearest unit and halves to the even neighbour.
	HalfEven
)
