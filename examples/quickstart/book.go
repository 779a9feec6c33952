package main

import (
	"embed"
	"encoding/csv"
	"fmt"
	"strconv"
	"time"

	"github.com/cedego/cede"
	"github.com/cedego/cede/treaty"
	"github.com/shopspring/decimal"
)

//go:embed data/claims.csv data/program.json
var data embed.FS

// origin says where the built-in book is from.
func origin() []string {
	return []string{
		"1,823 property claims with building type and sum insured",
		"Aon Re Belgium (Beirlant, Dierckx, Goegebeur, Matthys, Extremes 2, 1999)",
	}
}

// Where the days of the built-in book are counted.
const (
	bookYear     = 2025
	inceptions   = 181 // days of the year on which policies begin: January to June
	lossDelay    = 7   // days from one row to the next, from the beginning of the policy to the loss
	lossWindow   = 184 // after which they begin again: July to December has as many
	policyDays   = 365
	eventModulus = 20 // a row's number modulo this says which event it is in
)

// bookRules say what of the built-in book is not data.
func bookRules() []string {
	rules := []string{
		"Data: building type, claim cost, sum insured (data/claims.csv). All else is assumed; n is the row number:",
		"currency     EUR; the publication states no unit, the figures are taken for euros",
		"risk, loss   row n is a policy with one risk, Rn, and one loss, Ln, paid in full; grade = building type",
		fmt.Sprintf("policy       one year from the day (n-1) mod %d days after 1 January %d", inceptions, bookYear),
		fmt.Sprintf("day of loss  %dn mod %d days after the policy begins; in an event one of its days", lossDelay, lossWindow),
	}
	for _, s := range storms() {
		rules = append(rules, fmt.Sprintf("event        %s, %s to %s: the rows with n mod %d = %d", s.event.ID, s.event.From, s.event.To, eventModulus, s.remainder))
	}
	text := "premium      per mille of the sum insured:"
	for _, r := range premiumRates() {
		text += fmt.Sprintf(" %s %s,", r.grade, r.perMille)
	}
	return append(rules, text+" rounded to the cent")
}

// A storm is an event of the built-in book with the rows that it hits.
type storm struct {
	event     treaty.Event
	remainder int // of the row number modulo eventModulus
}

// storms are all in the second half of the year, when every policy has begun.
func storms() []storm {
	at := func(id, peril string, from cede.Date, days, remainder int) storm {
		return storm{treaty.Event{ID: id, Peril: peril, From: from, To: from.AddDays(days - 1)}, remainder}
	}
	return []storm{
		at("hail-07", "hail", day(time.July, 8), 1, 15),
		at("flood-09", "flood", day(time.September, 14), 5, 0),
		at("storm-10", "windstorm", day(time.October, 21), 3, 19),
		at("storm-12", "windstorm", day(time.December, 4), 2, 8),
	}
}

// checkDay is the day of the retention check of the built-in book: every policy is in force.
func checkDay() cede.Date { return day(time.June, 30) }

// day returns a day of the built-in book's year.
func day(month time.Month, dayOfMonth int) cede.Date {
	d, err := cede.NewDate(bookYear, month, dayOfMonth)
	if err != nil {
		panic("quickstart: " + err.Error()) // the calendar has the days of this file
	}
	return d
}

// A premiumRate is in per mille of the sum insured. The rates are made up: they give a loss ratio of about
// 60 % in each building type. Since every risk of the data had a claim, they are no market rates.
type premiumRate struct {
	grade    string
	perMille decimal.Decimal
}

func premiumRates() []premiumRate {
	return []premiumRate{
		{"A", decimal.New(9, 0)},
		{"B", decimal.New(45, -1)},
		{"C", decimal.New(50, 0)},
		{"D", decimal.New(35, -1)},
		{"E", decimal.New(19, 0)},
		{"F", decimal.New(75, -1)},
	}
}

// builtInBook makes a book of the claims by the rules of bookRules.
func builtInBook() (treaty.BookSpec, error) {
	file, err := data.Open("data/claims.csv")
	if err != nil {
		return treaty.BookSpec{}, err
	}
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		return treaty.BookSpec{}, err
	}
	book := treaty.BookSpec{Currency: "EUR"}
	for _, s := range storms() {
		book.Events = append(book.Events, s.event)
	}
	for i, row := range rows[1:] {
		risk, loss, err := claim(i+1, row[0], row[1], row[2])
		if err != nil {
			return treaty.BookSpec{}, fmt.Errorf("data/claims.csv:%d: %w", i+2, err)
		}
		book.Risks = append(book.Risks, risk)
		book.Losses = append(book.Losses, loss)
	}
	return book, nil
}

// claim makes a risk and its loss of row n.
func claim(n int, buildingType, cost, sum string) (treaty.Risk, treaty.Loss, error) {
	claimCost, err := decimal.NewFromString(cost)
	if err != nil {
		return treaty.Risk{}, treaty.Loss{}, err
	}
	sumInsured, err := decimal.NewFromString(sum)
	if err != nil {
		return treaty.Risk{}, treaty.Loss{}, err
	}
	number := fmt.Sprintf("%04d", n)
	begins := day(time.January, 1).AddDays((n - 1) % inceptions)
	risk := treaty.Risk{
		ID:         "R" + number,
		Policy:     "P" + number,
		Line:       "property",
		Grade:      buildingType,
		SumInsured: sumInsured,
		Period:     treaty.Period{From: begins, To: begins.AddDays(policyDays - 1)},
	}
	for _, r := range premiumRates() {
		if r.grade == buildingType {
			risk.Premium = sumInsured.Mul(r.perMille).Shift(-3).Round(2)
		}
	}
	if risk.Premium.IsZero() {
		return treaty.Risk{}, treaty.Loss{}, cede.Invalid("building type", strconv.Quote(buildingType), "must have a rate of premium")
	}
	loss := treaty.Loss{
		ID:        "L" + number,
		Risk:      risk.ID,
		Date:      begins.AddDays(lossDelay * n % lossWindow),
		Positions: []treaty.Position{{Paid: claimCost}},
	}
	for _, s := range storms() {
		if n%eventModulus == s.remainder {
			days := s.event.To.Sub(s.event.From) + 1
			loss.Event, loss.Date = s.event.ID, s.event.From.AddDays(n/eventModulus%days)
		}
	}
	return risk, loss, nil
}
