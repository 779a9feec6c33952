// Package parquet reads and writes year-event-loss tables of treaty/simulation as Parquet files. It is a module of its own, so that
// nobody who does not ask for Parquet depends on it.
//
// A file has a column for each that the table has:
//
//	year   INT32                  from 1, ascending
//	event  INT32, optional        null is an occurrence of its own
//	risk   BYTE_ARRAY (string)    an id, optional; null is none
//	day    INT32                  day of the year, 1 to 366
//	loss   INT64 (decimal)        with the decimal places of the minor unit
//
// and says in its metadata, under cede.currency and cede.years, what no column says. Files of others are read if they have these names; see [Options].
//
// [Options.MaxRows] bounds what this package holds. The library under it makes room for what a page of the file claims to hold: a forged file may
// make it allocate up to 2 GiB before it is refused.
package parquet

import (
	"github.com/cedego/cede/treaty"
)

// Options say of a file what it does not say itself. The zero Options are those of files that [Write] wrote.
type Options struct {
	// Currency is that of the losses, Scale the number of decimal places of its minor unit, nil for the currency's own. Where the file names a currency, it must be the same.
	Currency treaty.Currency
	Scale    *int
	// Years is the number of years. Where the file names one, it must be the same.
	Years int
	// Floats lets losses be floating-point numbers: each is taken for the shortest decimal number that it stands for and rounded to the minor unit, half away from zero.
	// Without it such a column is an error, since what it says is not what was meant.
	Floats bool
	// MaxRows is the greatest number of rows; 0 is 200 million.
	MaxRows int64
}

const (
	keyCurrency = "cede.currency"
	keyYears    = "cede.years"
	maxRows     = 200_000_000
	// batch is how many rows are read or written at a time.
	batch = 1 << 16
	// group is how many rows a row group has at most.
	group = 1 << 20
	// most is the greatest loss of a decimal of 18 digits, in minor units.
	most = 1e18 - 1
)
