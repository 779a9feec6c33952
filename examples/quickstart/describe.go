package main

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/shopspring/decimal"
)

// describe says in short lines what the terms of a section are.
func describe(t treaty.Terms) []string {
	switch t := t.(type) {
	case proportional.QuotaShare:
		return []string{"quota share of " + percent(t.Share)}
	case proportional.Surplus:
		return append([]string{"surplus above a retention of " + describeRetention(t.Retention)}, describeCapacities(t.Capacities)...)
	case proportional.QuotaShareSurplus:
		return append([]string{"quota share of " + percent(t.Share) + " of a line of " + describeRetention(t.Line)}, describeCapacities(t.Capacities)...)
	case proportional.Facultative:
		if t.Amount != nil {
			return []string{"facultative, " + terms(*t.Amount)}
		}
		return []string{"facultative, " + percent(*t.Share)}
	case xol.PerRisk:
		return describeLayers("per risk", t.Layers)
	case xol.PerEvent:
		return describeLayers("per event", t.Layers)
	}
	return []string{t.Kind()}
}

func describeRetention(r proportional.Retention) string {
	switch {
	case r.Amount != nil:
		return terms(*r.Amount)
	case r.Table != nil:
		low, high := r.Table.Bands[0].Amount, r.Table.Bands[0].Amount
		for _, b := range r.Table.Bands {
			low, high = decimal.Min(low, b.Amount), decimal.Max(high, b.Amount)
		}
		return fmt.Sprintf("%s to %s, by table", terms(low), terms(high))
	}
	return "what the risk says"
}

func describeCapacities(list []proportional.Capacity) []string {
	var out []string
	for i, c := range list {
		text := fmt.Sprintf("  surplus[%d]:", i)
		separator := " "
		add := func(s string) {
			text += separator + s
			separator = ", at most "
		}
		if c.Lines != nil {
			add(c.Lines.String() + " lines")
		}
		if c.Limit != nil {
			add(terms(*c.Limit))
		}
		if c.Combined != nil {
			add(terms(*c.Combined) + " with what is below")
		}
		if c.ShareAttribute != "" {
			add("the share in " + c.ShareAttribute)
		}
		out = append(out, text)
	}
	return out
}

func describeLayers(what string, layers []xol.Layer) []string {
	var out []string
	for i, l := range layers {
		limit := "unlimited"
		if l.Limit != nil {
			limit = terms(*l.Limit)
		}
		name := cmp.Or(l.ID, fmt.Sprintf("layer[%d]", i))
		text := fmt.Sprintf("%s: %s xs %s %s", name, limit, terms(l.Attachment), what)
		if l.Share != nil {
			text += ", share " + percent(*l.Share)
		}
		if l.MinimumRisks > 1 {
			text += fmt.Sprintf(", if at least %d risks are hit", l.MinimumRisks)
		}
		out = append(out, text)
		if price := describePrice(l); price != "" {
			out = append(out, "  "+price)
		}
	}
	return out
}

// describePrice says what a layer costs and how often its limit is reinstated.
func describePrice(l xol.Layer) string {
	var parts []string
	if p := l.Premium; p != nil {
		if p.Deposit != nil {
			parts = append(parts, "deposit "+terms(*p.Deposit))
		}
		switch {
		case p.Rate != nil:
			parts = append(parts, percent(*p.Rate)+" of premium")
		case p.Swing != nil:
			parts = append(parts, percent(p.Swing.Minimum)+" to "+percent(p.Swing.Maximum)+" of premium, by losses")
		}
	}
	if r := l.Reinstatements; r != nil {
		text := strconv.Itoa(r.Count) + " reinstatements"
		switch {
		case r.Unlimited:
			text = "unlimited reinstatements"
		case r.Count == 1:
			text = "1 reinstatement"
		}
		for i, rate := range r.Rates {
			separator := " and "
			if i == 0 {
				separator = " at "
			}
			text += separator + percent(rate)
		}
		if r.Time != "" && r.Time != xol.AsToAmount {
			text += " as to time"
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, ", ")
}
