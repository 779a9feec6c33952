package main

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede/internal/columns"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/treaty/simulation"
	"github.com/cedego/cede/xol"
)

// millions prints an amount in millions with three places.
func millions(d decimal.Decimal) string { return d.Shift(-6).StringFixed(3) }

func percent(d decimal.Decimal) string { return d.Shift(2).StringFixed(2) + "%" }

// A writer collects the parts of the report; its first error stays.
type writer struct {
	strings.Builder
	err error
}

// sample makes a sample of a column.
func (w *writer) sample(y simulation.YearLosses) *simulation.Sample {
	s, err := simulation.NewSample(y)
	if err != nil && w.err == nil {
		w.err = err
	}
	return s
}

func (w *writer) money(d decimal.Decimal, err error) string {
	if err != nil {
		if w.err == nil {
			w.err = err
		}
		return "-"
	}
	return millions(d)
}

// report is what is printed, in millions.
func report(spec treaty.Spec, p simulation.Portfolio, r *simulation.Result) (string, error) {
	var w writer
	losses := 0
	for i := range p.Segments {
		losses += len(p.Segments[i].Table.Loss)
	}
	fmt.Fprintf(&w.Builder, "%d losses in %d years, in millions of %s\n\n", losses, r.Years(), p.Currency())
	for _, part := range []func(*writer, treaty.Spec, *simulation.Result){measures, contracts, layers, shares, settled} {
		if part(&w, spec, r); w.err != nil {
			return "", w.err
		}
	}
	return w.String(), nil
}

func right(from, to int) map[int]bool {
	out := make(map[int]bool)
	for i := from; i <= to; i++ {
		out[i] = true
	}
	return out
}

// The probabilities and return periods that are printed.
func periods() []decimal.Decimal {
	var out []decimal.Decimal
	for _, t := range []int64{5, 10, 20, 50, 100, 200, 250, 500, 1000} {
		out = append(out, decimal.New(t, 0))
	}
	return out
}

// at99 is the probability of the tails that are printed.
func at99() decimal.Decimal { return decimal.New(99, -2) }

// measures are those of the year and of its largest occurrence, before and after reinsurance.
func measures(w *writer, _ treaty.Spec, r *simulation.Result) {
	gross, ceded, net := r.Largest()
	all := []struct {
		name string
		s    *simulation.Sample
	}{
		{"gross, year", w.sample(r.Gross())},
		{"ceded, year", w.sample(r.Ceded())},
		{"net, year", w.sample(r.Net())},
		{"gross, event", w.sample(gross)},
		{"ceded, event", w.sample(ceded)},
		{"net, event", w.sample(net)},
	}
	if w.err != nil {
		return
	}
	table := columns.Table{Right: right(1, len(all))}
	row := func(name string, of func(*simulation.Sample) string) {
		cells := []string{name}
		for _, x := range all {
			cells = append(cells, of(x.s))
		}
		table.Add(cells...)
	}
	names := []string{"AEP and OEP (超越概率)"}
	for _, x := range all {
		names = append(names, x.name)
	}
	table.Add(names...)
	row("mean", func(s *simulation.Sample) string { return millions(s.Mean()) })
	row("  ± standard error", func(s *simulation.Sample) string { return w.money(s.StandardError()) })
	row("standard deviation", func(s *simulation.Sample) string { return millions(s.Deviation()) })
	for _, t := range periods() {
		row("1 in "+t.String(), func(s *simulation.Sample) string {
			points, err := s.Curve(simulation.RankCeil, t)
			if err != nil {
				return w.money(decimal.Decimal{}, err)
			}
			return millions(points[0].Loss)
		})
	}
	row("99% TVaR", func(s *simulation.Sample) string { return w.money(s.TVaR(at99(), simulation.TailExact)) })
	row("largest", func(s *simulation.Sample) string { return millions(s.Greatest()) })
	fmt.Fprintf(&w.Builder, "%s\n", table.String())
}

// contracts are the means of each contract, and what it does to the net.
func contracts(w *writer, _ treaty.Spec, r *simulation.Result) {
	mean := func(y simulation.YearLosses) string {
		if len(y.Loss) == 0 {
			return "-"
		}
		s := w.sample(y)
		if s == nil {
			return "-"
		}
		return millions(s.Mean())
	}
	table := columns.Table{Right: right(1, 6)}
	table.Add("contract, means", "subject", "ceded", "price", "of which reinstatements", "commission", "net 99% TVaR without it")
	for _, id := range r.Contracts {
		c, _ := r.Contract(id)
		without, err := simulation.Sum(r.Net(), c.Ceded)
		if err != nil {
			w.err = err
			return
		}
		s := w.sample(without)
		if s == nil {
			return
		}
		table.Add(id, mean(c.Subject), mean(c.Ceded), mean(c.Price), mean(c.Reinstatement), mean(c.Commission), w.money(s.TVaR(at99(), simulation.TailExact)))
	}
	fmt.Fprintf(&w.Builder, "%s\n", table.String())
}

// A tier is a layer of a program with what it comes to.
type tier struct {
	name  string
	layer xol.Layer
	years simulation.ClauseYears
}

// tiers are the layers of the program that have a limit in money, as they are listed.
func tiers(spec treaty.Spec, r *simulation.Result) []tier {
	var out []tier
	for _, c := range spec.Contracts {
		for _, s := range c.Sections {
			var list []xol.Layer
			switch terms := s.Terms.(type) {
			case xol.PerEvent:
				list = terms.Layers
			case xol.PerRisk:
				list = terms.Layers
			case xol.StopLoss:
				if terms.On == xol.OnAmounts {
					list = terms.Layers
				}
			}
			for i, l := range list {
				if l.Limit == nil {
					continue
				}
				clause, number := l.ID, l.ID
				if l.ID == "" {
					clause, number = fmt.Sprintf("layer[%d]", i), strconv.Itoa(i+1)
				}
				if years, ok := r.Clause(treaty.ClauseName{Contract: c.ID, Section: s.ID, Clause: clause}); ok {
					out = append(out, tier{c.ID + " " + number, l, years})
				}
			}
		}
	}
	return out
}

// layers are how each layer is hit, and what it ought to cost.
func layers(w *writer, spec treaty.Spec, r *simulation.Result) {
	table := columns.Table{Right: right(1, 9)}
	table.Add("layer, at 100%", "limit", "attachment", "attached", "exhausted", "expected loss", "loss on line", "price", "technical price", "with reinstatements")
	for _, t := range tiers(spec, r) {
		rating := simulation.Rating{Limit: *t.layer.Limit, Deviation: decimal.New(2, -1), Expenses: decimal.New(1, -1)}
		if x := t.layer.Reinstatements; x != nil && !x.Unlimited {
			for i := range x.Count {
				rate := decimal.Decimal{}
				if len(x.Rates) > 0 {
					rate = x.Rates[min(i, len(x.Rates)-1)]
				}
				rating.Reinstatements = append(rating.Reinstatements, rate)
			}
		}
		price, err := rating.Price(t.years.Full)
		if err != nil {
			continue // a layer without a limit of the year, of which there is no such price
		}
		deposit := "-"
		if t.layer.Premium != nil && t.layer.Premium.Deposit != nil {
			deposit = millions(*t.layer.Premium.Deposit)
		}
		table.Add(t.name, millions(*t.layer.Limit), millions(t.layer.Attachment), percent(price.Attached.Rate()), percent(price.Exhausted.Rate()), millions(price.ExpectedLoss),
			percent(price.LossOnLine), deposit, millions(price.Premium), millions(price.Premium.Add(price.ReinstatementPremium)))
	}
	fmt.Fprintf(&w.Builder, "%s\nThe technical price has 20%% of the deviation and 10%% expenses.\n\n", table.String())
}

// shares are what contracts, reinsurers and segments contribute to the tail, which add up.
func shares(w *writer, _ treaty.Spec, r *simulation.Result) {
	table := columns.Table{Right: right(1, 2)}
	table.Add("contribution to the 99% TVaR", "", "part")
	add := func(of string, whole simulation.YearLosses, names []string, parts []simulation.YearLosses) {
		p, err := simulation.Portion(whole, parts...)
		if err != nil {
			w.err = err
			return
		}
		got, err := p.TVaR(at99())
		if err != nil {
			w.err = err
			return
		}
		total, err := p.Whole().TVaR(at99(), simulation.TailExact)
		if err != nil {
			w.err = err
			return
		}
		table.Add(of, millions(total), "100.00%")
		for i, x := range got {
			part := "-"
			if total.IsPositive() {
				part = percent(x.DivRound(total, 6))
			}
			table.Add("  "+names[i], millions(x), part)
		}
	}
	var parts []simulation.YearLosses
	for _, name := range r.Segments {
		gross, _, _ := r.Segment(name)
		parts = append(parts, gross)
	}
	add("gross, of segments", r.Gross(), named(r.Segments), parts)
	parts = nil
	for _, id := range r.Contracts {
		c, _ := r.Contract(id)
		parts = append(parts, c.Ceded)
	}
	add("ceded, of contracts", r.Ceded(), r.Contracts, parts)
	var names []string
	for _, l := range r.Lines {
		if !slices.Contains(names, l.Reinsurer) {
			names = append(names, l.Reinsurer)
		}
	}
	slices.SortFunc(names, cmp.Compare)
	parts = nil
	for _, name := range names {
		line, _, err := r.Reinsurer(name)
		if err != nil {
			w.err = err
			return
		}
		parts = append(parts, line.Ceded)
	}
	if len(parts) > 0 {
		add("ceded, of reinsurers", r.Ceded(), names, parts)
	}
	fmt.Fprintf(&w.Builder, "%s\n", table.String())
}

func named(segments []string) []string {
	out := slices.Clone(segments)
	for i := range out {
		if out[i] == "" {
			out[i] = "the table"
		}
	}
	return out
}

// settled is how far the net has settled.
func settled(w *writer, _ treaty.Spec, r *simulation.Result) {
	steps, err := simulation.Converge(r.Net(), at99(), decimal.New(95, -2))
	if err != nil {
		return // too few years for a tail
	}
	table := columns.Table{Right: right(0, 6)}
	table.Add("net, first years", "mean", "±", "99% VaR", "95% interval", "99% TVaR", "±")
	for _, s := range steps[max(0, len(steps)-6):] {
		interval := "-"
		if s.Known {
			interval = millions(s.Interval.Low) + " to " + millions(s.Interval.High)
		}
		table.Add(fmt.Sprint(s.Years), millions(s.Mean), millions(s.MeanError), millions(s.VaR), interval, millions(s.TVaR), millions(s.TVaRError))
	}
	fmt.Fprintf(&w.Builder, "%s\n", table.String())
}
