package treaty

// A BookSpec is a book as written: risks, events and losses in one currency.
//
// The zero BookSpec is not valid, for want of a currency; a BookSpec with nothing in it is.
type BookSpec struct {
	_ [0]func()
	// Currency of all amounts that do not state their own.
	Currency Currency `json:"currency"`
	// Exchange converts losses in other currencies.
	Exchange Exchange `json:"exchange,omitzero"`
	// Risks, Events and Losses are in any order.
	Risks  []Risk  `json:"risks,omitzero"`
	Events []Event `json:"events,omitzero"`
	Losses []Loss  `json:"losses,omitzero"`
}
