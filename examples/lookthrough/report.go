package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/counterparty"
	"github.com/cedego/cede/internal/columns"
	"github.com/cedego/cede/solvency/cross2"
	"github.com/cedego/cede/solvency/portfolio"
)

// report is all that is printed of a book, in 万元.
func report(e *cross2.Edition, book portfolio.Book) (string, error) {
	r, err := book.Result(e)
	if err != nil {
		return "", err
	}
	costs, err := costs(e, book, r)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "Look-through (穿透) at %s, in 万元\n\n%s\n", e.Date(), newTree(e, book, r))
	fmt.Fprintf(&b, "A factor is the charge over the amount. Kp is the structure coefficient (交易结构风险特征系数).\n\n")
	concentrated, err := concentration(e, r)
	if err != nil {
		return "", err
	}
	b.WriteString(concentrated)
	b.WriteString(costs)
	return b.String(), nil
}

func wan(yuan decimal.Decimal) string { return wanOf(yuan.Rat()) }

// most is how many counterparties are printed.
const most = 12

// concentration is the counterparties against the threshold, and the classes.
func concentration(e *cross2.Edition, r *portfolio.Result) (string, error) {
	w := cross2.On(e)
	ofCounterparty, ofProperty := w.Factor("market.concentration.counterparty").Amount(), w.Factor("market.concentration.property").Amount()
	if err := w.Err(); err != nil {
		return "", err
	}
	var b strings.Builder
	c := r.Concentration
	if c.Threshold.IsZero() {
		b.WriteString("Concentration (集中度): so small a company has no threshold\n\n")
	} else {
		fmt.Fprintf(&b, "Concentration (集中度): threshold of a counterparty %s\n\n", wan(c.Threshold.Amount()))
	}
	table := columns.Table{Right: map[int]bool{1: true, 2: true}}
	table.Add("counterparty (交易对手)", "book value", "of threshold", "")
	for i, x := range c.Exposures {
		if i == most {
			table.Add(fmt.Sprintf("and %d more", len(c.Exposures)-most))
			break
		}
		part, above := "", ""
		if !c.Threshold.IsZero() {
			part = x.Book.Mul(decimal.New(100, 0)).DivRound(c.Threshold.Amount(), 1).String() + "%"
		}
		if x.Above {
			above = "above: " + ofCounterparty.String() + " on every asset"
		}
		table.Add(x.Counterparty, wan(x.Book), part, above)
	}
	table.Add("without counterparty", wan(r.Unnamed), "", "")
	table.Add("investment property", wan(r.PropertyBook), "", map[bool]string{true: "above: " + ofProperty.String()}[r.Property])
	for _, x := range r.Classes {
		table.Add("class "+string(x.Class), wan(x.Book), "", string(x.Measure))
	}
	b.WriteString(table.String() + "\n")
	return b.String(), nil
}

// costs is what opacity costs: the minimum capital as it is, if everything below the products were known, and if nothing were.
func costs(e *cross2.Edition, book portfolio.Book, r *portfolio.Result) (string, error) {
	known, still := transparent(book, e.Date())
	bright, err := known.Result(e)
	if err != nil {
		return "", fmt.Errorf("if every product were transparent: %w", err)
	}
	dark, err := opaque(book).Result(e)
	if err != nil {
		return "", fmt.Errorf("if no product were transparent: %w", err)
	}
	table := columns.Table{Right: map[int]bool{1: true, 2: true, 3: true}}
	table.Add("minimum capital (最低资本)", "market", "credit", "both")
	for _, row := range []struct {
		name string
		r    *portfolio.Result
	}{{"as it is", r}, {"every product transparent", bright}, {"no product transparent", dark}} {
		market, credit := row.r.Market.Amount(), row.r.Credit.Amount()
		table.Add(row.name, wan(market), wan(credit), wan(market.Add(credit)))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "What opacity costs\n\n%s\n", table.String())
	b.WriteString("Transparent: what is not known of a product is taken to be like what is known of it, and old reports to be of today.\n")
	if len(still) > 0 {
		fmt.Fprintf(&b, "Nothing is known of %s: it stays opaque.\n", strings.Join(still, ", "))
	}
	b.WriteString("Both is the sum, before the diversification between market and credit risk.\n")
	return b.String(), nil
}

// transparent is the book if what is not known of products were like what is known, and the names of those of which nothing is.
func transparent(book portfolio.Book, today cede.Date) (known portfolio.Book, still []string) {
	known = book
	known.Products.Products = slices.Clone(book.Products.Products)
	for i := range known.Products.Products {
		p := &known.Products.Products[i]
		switch {
		case len(p.Parts) > 0:
			p.Opaque, p.Whole, p.AsOf = decimal.Decimal{}, false, today
		case p.Stated == nil && !p.Approved:
			still = append(still, p.ID)
		}
	}
	slices.Sort(still)
	return known, still
}

// opaque is the book if nothing were known of any product.
func opaque(book portfolio.Book) portfolio.Book {
	dark := book
	dark.Exempt = nil
	dark.Products.Items = nil
	dark.Products.Products = slices.Clone(book.Products.Products)
	for i := range dark.Products.Products {
		p := &dark.Products.Products[i]
		p.Parts, p.Stated, p.Approved, p.Waived, p.Whole, p.Opaque = nil, nil, false, false, false, decimal.Decimal{}
		p.AsOf = cede.Date{}
		if id := p.ID; book.Exempt[id] != "" {
			if dark.Exempt == nil {
				dark.Exempt = map[string]counterparty.Exemption{}
			}
			dark.Exempt[id] = book.Exempt[id]
		}
	}
	dark.Products.Positions = slices.Clone(book.Products.Positions)
	for i := range dark.Products.Positions {
		dark.Products.Positions[i].Share = nil
	}
	return dark
}
