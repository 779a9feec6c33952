package document

import (
	"errors"
	"io"
	"iter"
	"strconv"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/strictjson"
	"github.com/cedego/cede/treaty"
	"github.com/shopspring/decimal"
)

// A lossRow is a loss with the position that its row states.
type lossRow struct {
	loss     treaty.Loss
	position treaty.Position
}

func lossColumns() []column[lossRow] {
	return []column[lossRow]{
		{"id", true, text(func(r *lossRow) *string { return &r.loss.ID })},
		{"risk", false, text(func(r *lossRow) *string { return &r.loss.Risk })},
		{"event", false, text(func(r *lossRow) *string { return &r.loss.Event })},
		{"date", true, date(func(r *lossRow) *cede.Date { return &r.loss.Date })},
		{"hour", false, hour},
		{"reported", false, date(func(r *lossRow) *cede.Date { return &r.loss.Reported })},
		{"currency", false, currency(func(r *lossRow) *treaty.Currency { return &r.loss.Currency })},
		{"at", false, date(func(r *lossRow) *cede.Date { return &r.position.At })},
		{"paid", false, amount(func(r *lossRow) *decimal.Decimal { return &r.position.Paid })},
		{"outstanding", false, amount(func(r *lossRow) *decimal.Decimal { return &r.position.Outstanding })},
		{"paidExpense", false, amount(func(r *lossRow) *decimal.Decimal { return &r.position.PaidExpense })},
		{"outstandingExpense", false, amount(func(r *lossRow) *decimal.Decimal { return &r.position.OutstandingExpense })},
		{"salvage", false, amount(func(r *lossRow) *decimal.Decimal { return &r.position.Salvage })},
	}
}

func hour(r *lossRow, c cell) error {
	if len(c.text) > 2 || !isDigit(c.text[0]) || !isDigit(c.text[len(c.text)-1]) {
		return cede.Invalid("", strictjson.Shown(c.text), "must be a whole hour, from 0 to 23")
	}
	n, err := strconv.Atoi(c.text)
	if err != nil || n > 23 {
		return cede.Invalid("", strictjson.Shown(c.text), "must be a whole hour, from 0 to 23")
	}
	r.loss.Hour = &n
	return nil
}
