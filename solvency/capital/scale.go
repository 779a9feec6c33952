package capital

import (
	"errors"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/solvency/cross2"
)

// A visit is called with every amount of money of a value and its path.
type visit func(path string, x *decimal.Decimal)

// under returns f for what is under a field.
func (f visit) under(field string) visit {
	return func(path string, x *decimal.Decimal) { f(field+"."+path, x) }
}

// A monied value shows its amounts, and first copies what it shares with other values.
type monied[T any] interface {
	*T
	amounts(f visit)
}

// toYuan returns x with its amounts, which are in s, in yuan.
func toYuan[T any, P monied[T]](x T, s cross2.Scale) (T, error) {
	var errs []error
	P(&x).amounts(func(path string, d *decimal.Decimal) {
		yuan, err := s.ToYuan(*d)
		errs = append(errs, cede.In(path, err))
		*d = yuan
	})
	if err := errors.Join(errs...); err != nil {
		var none T
		return none, err
	}
	return x, nil
}

// elements visits every element of a copy of a list.
func elements[T any, P monied[T]](f visit, field string, list *[]T) {
	*list = slices.Clone(*list)
	for i := range *list {
		P(&(*list)[i]).amounts(f.under(field + "[" + strconv.Itoa(i) + "]"))
	}
}

// optional visits a copy of what may be absent.
func optional[T any, P monied[T]](f visit, field string, x **T) {
	if *x != nil {
		copied := **x
		*x = &copied
		P(*x).amounts(f.under(field))
	}
}

// known visits a copy of an amount that may be absent.
func known(f visit, field string, x **decimal.Decimal) {
	if *x != nil {
		copied := **x
		*x = &copied
		f(field, *x)
	}
}

// ToYuan returns t with its amounts, which are in s, in yuan.
func (t Tiers) ToYuan(s cross2.Scale) (Tiers, error) { return toYuan(t, s) }

func (t *Tiers) amounts(f visit) {
	f("core1.surplus", &t.Core1.Surplus)
	f("core1.other", &t.Core1.Other)
	f("core2.surplus", &t.Core2.Surplus)
	f("core2.other", &t.Core2.Other)
	f("supplementary1", &t.Supplementary1)
	f("supplementary2", &t.Supplementary2)
}

// ToYuan returns c with its amount, which is in s, in yuan.
func (c Contract) ToYuan(s cross2.Scale) (Contract, error) { return toYuan(c, s) }

func (c *Contract) amounts(f visit) { f("amount", &c.Amount) }

func (r *Reinsured) amounts(f visit) {
	r.Contract.amounts(f.under("contract"))
	f("booked", &r.Booked)
}

// ToYuan returns v with its amounts, which are in s, in yuan.
func (v Valuation) ToYuan(s cross2.Scale) (Valuation, error) { return toYuan(v, s) }

func (v *Valuation) amounts(f visit) {
	f("statements", &v.Statements)
	f("solvency", &v.Solvency)
	f("guarantee", &v.Guarantee)
	f("taxReserve", &v.TaxReserve)
}

// ToYuan returns s with its amounts, which are in the scale, in yuan.
func (s Surplus) ToYuan(scale cross2.Scale) (Surplus, error) { return toYuan(s, scale) }

func (s *Surplus) amounts(f visit) {
	elements(f, "groups", &s.Groups)
	known(f, "total", &s.Total)
}

func (g *Group) amounts(f visit) { f("surplus", &g.Surplus) }

// ToYuan returns x with its amount, which is in s, in yuan.
func (x Instrument) ToYuan(s cross2.Scale) (Instrument, error) { return toYuan(x, s) }

func (x *Instrument) amounts(f visit) { f("book", &x.Book) }

// ToYuan returns l with its amounts, which are in s, in yuan.
func (l Listed) ToYuan(s cross2.Scale) (Listed, error) { return toYuan(l, s) }

func (l *Listed) amounts(f visit) {
	f("book", &l.Book)
	f("market", &l.Market)
}

// ToYuan returns p with its amounts, which are in s, in yuan.
func (p Property) ToYuan(s cross2.Scale) (Property, error) { return toYuan(p, s) }

func (p *Property) amounts(f visit) {
	f("book", &p.Book)
	f("cost", &p.Cost)
	f("revaluation", &p.Revaluation)
	f("depreciation", &p.Depreciation)
}

// ToYuan returns g with its amounts, which are in s, in yuan.
func (g Guarantee) ToYuan(s cross2.Scale) (Guarantee, error) { return toYuan(g, s) }

func (g *Guarantee) amounts(f visit) {
	f("cashValue", &g.CashValue)
	f("liability", &g.Liability)
	f("minimum", &g.Minimum)
}

// ToYuan returns t with its amounts, which are in s, in yuan.
func (t TaxReserve) ToYuan(s cross2.Scale) (TaxReserve, error) { return toYuan(t, s) }

func (t *TaxReserve) amounts(f visit) {
	t.Incomes = slices.Clone(t.Incomes)
	for i := range t.Incomes {
		f("incomes["+strconv.Itoa(i)+"]", &t.Incomes[i])
	}
	f("residualMargin", &t.ResidualMargin)
}

// ToYuan returns b with its amounts, which are in s, in yuan.
func (b Balance) ToYuan(s cross2.Scale) (Balance, error) { return toYuan(b, s) }

func (b *Balance) amounts(f visit) {
	elements(f, "assets", &b.Assets)
	elements(f, "liabilities", &b.Liabilities)
	optional(f, "guarantee", &b.Guarantee)
	optional(f, "taxReserve", &b.TaxReserve)
	elements(f, "stated", &b.Stated)
	f("tolerance", &b.Tolerance)
}

func (a *Asset) amounts(f visit) {
	f("book", &a.Book)
	known(f, "recognised", &a.Recognised)
}

func (l *Liability) amounts(f visit) {
	f("book", &l.Book)
	known(f, "recognised", &l.Recognised)
}

func (s *Stated) amounts(f visit) { f("amount", &s.Amount) }

// ToYuan returns a with its amounts, which are in s, in yuan.
func (a Actual) ToYuan(s cross2.Scale) (Actual, error) { return toYuan(a, s) }

func (a *Actual) amounts(f visit) {
	f("netAssets", &a.NetAssets)
	f("nonRecognised", &a.NonRecognised)
	f("equity", &a.Equity)
	elements(f, "associates", &a.Associates)
	elements(f, "properties", &a.Properties)
	f("deferredTax", &a.DeferredTax)
	f("agricultural", &a.Agricultural)
	a.Surplus.amounts(f.under("surplus"))
	elements(f, "reinsurance", &a.Reinsurance)
	elements(f, "instruments", &a.Instruments)
	f("other", &a.Other)
	optional(f, "balance", &a.Balance)
}
