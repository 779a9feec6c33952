package proportional_test

import (
	"errors"
	"math/big"
	"strings"
	"testing"

	"github.com/cedego/cede"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

func validQuotaShare() proportional.QuotaShare { return proportional.QuotaShare{Share: dec("0.5")} }

func validSurplus() proportional.Surplus { return surplus(amount("100"), lines("4")) }

func validMixed() proportional.QuotaShareSurplus {
	return proportional.QuotaShareSurplus{Share: dec("0.5"), Line: amount("100"), Capacities: []proportional.Capacity{lines("4")}}
}

// bands is a surplus with the table, for what is wrong in it.
func bands(t proportional.RetentionTable) proportional.Surplus {
	return surplus(proportional.Retention{Table: &t}, lines("4"))
}

// Every problem of every field, with its place and what would be right.
func TestValidate(t *testing.T) {
	quota := func(change func(*proportional.QuotaShare)) treaty.Terms {
		q := validQuotaShare()
		change(&q)
		return q
	}
	sur := func(change func(*proportional.Surplus)) treaty.Terms {
		s := validSurplus()
		change(&s)
		return s
	}
	mixed := func(change func(*proportional.QuotaShareSurplus)) treaty.Terms {
		m := validMixed()
		change(&m)
		return m
	}
	some := func(s string) *decimal.Decimal { return new(dec(s)) }
	variable := func(change func(*proportional.VariableQuotaShare)) treaty.Terms {
		v := proportional.VariableQuotaShare{Bands: []proportional.ShareBand{{UpTo: some("100"), Share: dec("0.8")}, {UpTo: some("300"), Share: dec("0.5")}}}
		change(&v)
		return v
	}
	one := []proportional.Band{{Amount: dec("10")}}
	for _, tt := range []struct {
		name  string
		terms treaty.Terms
		want  string // lines; empty for terms that are valid
	}{
		{"quota share", validQuotaShare(), ""},
		{"zero quota share", proportional.QuotaShare{}, "share: must be in (0, 1] (got 0)"},
		{"share of 1", quota(func(q *proportional.QuotaShare) { q.Share = dec("1.00") }), ""},
		{"share above 1", quota(func(q *proportional.QuotaShare) { q.Share = dec("1.000000000000000001") }), "share: must be in (0, 1] (got 1.000000000000000001)"},
		{"share below 0", quota(func(q *proportional.QuotaShare) { q.Share = dec("-0.5") }), "share: must be in (0, 1] (got -0.5)"},
		{"share too fine", quota(func(q *proportional.QuotaShare) { q.Share = dec("1e-19") }), "share: must have at most 18 decimal places (got 1E-19)"},
		{"limit of 0", quota(func(q *proportional.QuotaShare) { q.Limit = some("0") }), "limit: must be positive (got 0)"},
		{"limit below 0", quota(func(q *proportional.QuotaShare) { q.Limit = some("-1") }), "limit: must be positive (got -1)"},
		{"limit too large", quota(func(q *proportional.QuotaShare) { q.Limit = some("1e10000") }), "limit: has too many digits (got 1E10000)"},
		{"reading of no limit", quota(func(q *proportional.QuotaShare) { q.LimitOn = proportional.LimitOnCeded }), "limitOn: must be absent without a limit (got ceded)"},
		{"unknown reading of the limit", quota(func(q *proportional.QuotaShare) { q.Limit, q.LimitOn = some("1"), "net" }), "limitOn: must be one of sum-insured, ceded, each-loss (got net)"},
		{"overspill of no limit", quota(func(q *proportional.QuotaShare) { q.Overspill = proportional.OverspillError }), "overspill: must be absent without a limit on sums insured (got error)"},
		{"overspill of a limit on each loss", quota(func(q *proportional.QuotaShare) {
			q.Limit, q.LimitOn, q.Overspill = some("1"), proportional.LimitOnEachLoss, proportional.OverspillCedent
		}), "overspill: must be absent without a limit on sums insured (got cedent)"},
		{"overspill of a limit", quota(func(q *proportional.QuotaShare) {
			q.Limit, q.LimitOn, q.Overspill = some("1"), proportional.LimitOnCeded, proportional.OverspillError
		}), ""},
		{"unknown overspill", quota(func(q *proportional.QuotaShare) { q.Limit, q.Overspill = some("1"), "facultative" }), "overspill: must be one of cedent, error (got facultative)"},
		{"deductible of 0", quota(func(q *proportional.QuotaShare) { q.Deductible = &proportional.Deductible{} }), "deductible.amount: must be positive (got 0)"},
		{"deductible below 0", quota(func(q *proportional.QuotaShare) { q.Deductible = deductible("-3", "") }), "deductible.amount: must be positive (got -3)"},
		{"unknown deductible", quota(func(q *proportional.QuotaShare) { q.Deductible = deductible("3", "net") }), "deductible.on: must be one of ceded, whole (got net)"},
		{"event limit of 0", quota(func(q *proportional.QuotaShare) { q.EventLimit = some("0") }), "eventLimit: must be positive (got 0)"},
		{"aggregate deductible", quota(func(q *proportional.QuotaShare) { q.Aggregate = aggregate("1", "", "") }), ""},
		{"aggregate limit", quota(func(q *proportional.QuotaShare) { q.Aggregate = aggregate("", "0.01", proportional.AggregateOnWhole) }), ""},
		{"aggregate of nothing", quota(func(q *proportional.QuotaShare) {
			q.Aggregate = &proportional.Aggregate{Annual: proportional.AnnualYear}
		}), "aggregate.limit: must not be empty without a deductible"},
		{"aggregate deductible of 0", quota(func(q *proportional.QuotaShare) { q.Aggregate = aggregate("0", "", "") }), "aggregate.deductible: must be positive (got 0)"},
		{"aggregate limit of 0", quota(func(q *proportional.QuotaShare) { q.Aggregate = aggregate("1", "0", "") }), "aggregate.limit: must be positive (got 0)"},
		{"unknown aggregate", quota(func(q *proportional.QuotaShare) { q.Aggregate = aggregate("1", "", "premium") }), "aggregate.on: must be one of ceded, whole (got premium)"},
		{"unknown span of an aggregate", quota(func(q *proportional.QuotaShare) {
			q.Aggregate = &proportional.Aggregate{Limit: some("1"), Annual: "quarter"}
		}), "aggregate.annual: must be one of period, year (got quarter)"},
		{
			"all of a quota share",
			proportional.QuotaShare{
				Share: dec("2"), Limit: some("-1"), LimitOn: "x", Overspill: "y", Deductible: deductible("0", "z"), EventLimit: some("-2"),
				Aggregate: aggregate("-3", "-4", "w"),
			},
			`share: must be in (0, 1] (got 2)
limit: must be positive (got -1)
limitOn: must be one of sum-insured, ceded, each-loss (got x)
overspill: must be one of cedent, error (got y)
deductible.amount: must be positive (got 0)
deductible.on: must be one of ceded, whole (got z)
eventLimit: must be positive (got -2)
aggregate.deductible: must be positive (got -3)
aggregate.limit: must be positive (got -4)
aggregate.on: must be one of ceded, whole (got w)`,
		},

		{"variable quota share", variable(func(*proportional.VariableQuotaShare) {}), ""},
		{"zero variable quota share", proportional.VariableQuotaShare{}, "bands: must not be empty"},
		{"share of a band of 0 and of 1", variable(func(v *proportional.VariableQuotaShare) { v.Bands[0].Share, v.Bands[1].Share = dec("0"), dec("1.0") }), ""},
		{"share of a band above 1", variable(func(v *proportional.VariableQuotaShare) { v.Bands[1].Share = dec("1.01") }), "bands[1].share: must be in [0, 1] (got 1.01)"},
		{"share of a band below 0", variable(func(v *proportional.VariableQuotaShare) { v.Bands[0].Share = dec("-0.01") }), "bands[0].share: must not be negative (got -0.01)"},
		{"share of a band too large", variable(func(v *proportional.VariableQuotaShare) { v.Bands[0].Share = dec("1e10000") }), "bands[0].share: has too many digits (got 1E10000)"},
		{"band up to 0", variable(func(v *proportional.VariableQuotaShare) { v.Bands[0].UpTo = some("0") }), "bands[0].upTo: must be positive (got 0)"},
		{"band as the one before", variable(func(v *proportional.VariableQuotaShare) { v.Bands[1].UpTo = some("100.0") }), "bands[1].upTo: must be above the band before, 100 (got 100)"},
		{"band after an open one", variable(func(v *proportional.VariableQuotaShare) { v.Bands[0].UpTo = nil }), "bands[1].upTo: must not follow a band without an upper end"},
		{"open band last", variable(func(v *proportional.VariableQuotaShare) { v.Bands[1].UpTo = nil }), ""},
		{"unknown above of shares", variable(func(v *proportional.VariableQuotaShare) { v.Above = "nothing" }), "above: must be one of last-value, error (got nothing)"},
		{"limit of a variable quota share", variable(func(v *proportional.VariableQuotaShare) { v.Limit, v.LimitOn = some("1"), proportional.LimitOnCeded }), ""},
		{
			"all of a variable quota share",
			proportional.VariableQuotaShare{
				Bands: []proportional.ShareBand{{Share: dec("2")}}, Above: "x", Base: "y", LimitOn: "z", Overspill: "o", Deductible: &proportional.Deductible{}, EventLimit: some("0"),
			},
			`bands[0].share: must be in [0, 1] (got 2)
above: must be one of last-value, error (got x)
base: must be one of sum-insured, pml, premium (got y)
limitOn: must be one of sum-insured, ceded, each-loss (got z)
overspill: must be one of cedent, error (got o)
deductible.amount: must be positive (got 0)
eventLimit: must be positive (got 0)
limitOn: must be absent without a limit (got z)
overspill: must be absent without a limit on sums insured (got o)`,
		},

		{"open cover", proportional.FacultativeObligatory{ShareAttribute: "ask", Limit: some("1")}, ""},
		{"open cover with lines", proportional.FacultativeObligatory{ShareAttribute: "ask", MinimumRetention: some("1"), Lines: some("0.5")}, ""},
		{"zero open cover", proportional.FacultativeObligatory{}, "shareAttribute: must not be empty\nlimit: must not be empty without lines"},
		{"lines of no retention", proportional.FacultativeObligatory{ShareAttribute: "ask", Lines: some("2")}, "minimumRetention: must not be empty beside lines"},
		{"a retention is no limit", proportional.FacultativeObligatory{ShareAttribute: "ask", MinimumRetention: some("2")}, "limit: must not be empty without lines"},
		{
			"all of an open cover",
			proportional.FacultativeObligatory{
				Limit: some("0"), MinimumRetention: some("-1"), Lines: some("0"), Base: "x", Overspill: "y", Deductible: deductible("1", "z"), EventLimit: some("0"),
			},
			`limit: must be positive (got 0)
minimumRetention: must be positive (got -1)
lines: must be positive (got 0)
base: must be one of sum-insured, pml, premium (got x)
overspill: must be one of cedent, error (got y)
deductible.on: must be one of ceded, whole (got z)
eventLimit: must be positive (got 0)
shareAttribute: must not be empty`,
		},

		{"surplus", validSurplus(), ""},
		{"zero surplus", proportional.Surplus{}, "capacities: must not be empty\nretention: must not be empty"},
		{"retention of 0", surplus(amount("0"), lines("4")), "retention.amount: must be positive (got 0)"},
		{"retention below 0", surplus(amount("-5"), lines("4")), "retention.amount: must be positive (got -5)"},
		{"retention twice", surplus(proportional.Retention{Amount: some("5"), Table: &proportional.RetentionTable{Bands: one}}, lines("4")), "retention.table: must be absent beside an amount"},
		{"retention twice and wrong", surplus(proportional.Retention{Amount: some("0"), Table: &proportional.RetentionTable{}}, lines("4")), "retention.amount: must be positive (got 0)\nretention.table.bands: must not be empty\nretention.table: must be absent beside an amount"},
		{"no retention for lines", surplus(proportional.Retention{}, lines("4")), "retention: must not be empty"},
		{"no retention for a limit", surplus(proportional.Retention{}, limit("4")), "retention: must not be empty"},
		{"no retention for a combined limit", surplus(proportional.Retention{}, proportional.Capacity{ShareAttribute: "ceded", Combined: some("9")}), "retention: must not be empty"},
		{"no retention for lines of a share", surplus(proportional.Retention{}, proportional.Capacity{ShareAttribute: "ceded", Lines: some("9")}), "retention: must not be empty"},
		{"no retention for one of two", surplus(proportional.Retention{}, given("ceded"), limit("4")), "retention: must not be empty"},
		{"no retention needed", surplus(proportional.Retention{}, given("ceded"), proportional.Capacity{ShareAttribute: "second", Limit: some("4")}), ""},
		{"unknown base", sur(func(s *proportional.Surplus) { s.Base = "premiums" }), "base: must be one of sum-insured, pml, premium (got premiums)"},
		{"unknown count of lines", sur(func(s *proportional.Surplus) { s.LineCount = "both" }), "lineCount: must be one of on-top, including-retention (got both)"},
		{"unknown overspill of a surplus", sur(func(s *proportional.Surplus) { s.Overspill = "both" }), "overspill: must be one of cedent, error (got both)"},
		{"deductible of a surplus", sur(func(s *proportional.Surplus) { s.Deductible = deductible("-1", "") }), "deductible.amount: must be positive (got -1)"},
		{"aggregate of a surplus", sur(func(s *proportional.Surplus) { s.Aggregate = aggregate("0", "1", "") }), "aggregate.deductible: must be positive (got 0)"},
		{"event limit of a surplus", sur(func(s *proportional.Surplus) { s.EventLimit = some("0") }), "eventLimit: must be positive (got 0)"},
		{"no capacity", surplus(amount("100"), lines("4"), proportional.Capacity{}), "capacities[1]: must state lines, limit, combined or shareAttribute"},
		{"no lines", surplus(amount("100"), lines("0")), "capacities[0].lines: must be positive (got 0)"},
		{"lines below 0", surplus(amount("100"), lines("-1")), "capacities[0].lines: must be positive (got -1)"},
		{"one line including the retention", sur(func(s *proportional.Surplus) {
			s.LineCount, s.Capacities = proportional.LinesIncluding, []proportional.Capacity{lines("1.0")}
		}), "capacities[0].lines: must be above 1 where the retention is one of them (got 1)"},
		{"more than one line including the retention", sur(func(s *proportional.Surplus) {
			s.LineCount, s.Capacities = proportional.LinesIncluding, []proportional.Capacity{lines("1.001")}
		}), ""},
		{"one line on top", surplus(amount("100"), lines("1")), ""},
		{"a limit including the retention has no lines to count", sur(func(s *proportional.Surplus) {
			s.LineCount, s.Capacities = proportional.LinesIncluding, []proportional.Capacity{limit("1")}
		}), ""},
		{"lines too large including the retention", sur(func(s *proportional.Surplus) {
			s.LineCount, s.Capacities = proportional.LinesIncluding, []proportional.Capacity{lines("1e10000")}
		}), "capacities[0].lines: has too many digits (got 1E10000)"},
		{"limit of nothing", surplus(amount("100"), limit("0")), "capacities[0].limit: must be positive (got 0)"},
		{"combined limit of nothing", surplus(amount("100"), combined("0")), "capacities[0].combined: must be positive (got 0)"},

		{"no bands", bands(proportional.RetentionTable{}), "retention.table.bands: must not be empty"},
		{"minimum of 0", bands(proportional.RetentionTable{Bands: one, Minimum: some("0")}), "retention.table.minimum: must be positive (got 0)"},
		{"maximum of 0", bands(proportional.RetentionTable{Bands: one, Maximum: some("0")}), "retention.table.maximum: must be positive (got 0)"},
		{"minimum above the maximum", bands(proportional.RetentionTable{Bands: one, Minimum: some("5.01"), Maximum: some("5")}), "retention.table.minimum: must not be above the maximum, 5 (got 5.01)"},
		{"minimum equal to the maximum", bands(proportional.RetentionTable{Bands: one, Minimum: some("5.00"), Maximum: some("5")}), ""},
		{"minimum that cannot be compared", bands(proportional.RetentionTable{Bands: one, Minimum: some("1e10000"), Maximum: some("5")}), "retention.table.minimum: has too many digits (got 1E10000)"},
		{"unknown above", bands(proportional.RetentionTable{Bands: one, Above: "cedent"}), "retention.table.above: must be one of last-value, error (got cedent)"},
		{"band up to 0", bands(proportional.RetentionTable{Bands: []proportional.Band{{UpTo: some("0")}}}), "retention.table.bands[0].upTo: must be positive (got 0)"},
		{"band of less than nothing", bands(proportional.RetentionTable{Bands: []proportional.Band{{Amount: dec("-0.01")}}}), "retention.table.bands[0].amount: must not be negative (got -0.01)"},
		{"rate below 0", bands(proportional.RetentionTable{Bands: []proportional.Band{{Rate: dec("-0.1")}}}), "retention.table.bands[0].rate: must not be negative (got -0.1)"},
		{"rate of 1", bands(proportional.RetentionTable{Bands: []proportional.Band{{Rate: dec("1")}}}), ""},
		{"rate above 1", bands(proportional.RetentionTable{Bands: []proportional.Band{{Rate: dec("1.1")}}}), "retention.table.bands[0].rate: must be in [0, 1] (got 1.1)"},
		{"rate that cannot be compared", bands(proportional.RetentionTable{Bands: []proportional.Band{{Rate: dec("1e10000")}}}), "retention.table.bands[0].rate: has too many digits (got 1E10000)"},
		{"bands not ascending", bands(proportional.RetentionTable{Bands: []proportional.Band{{UpTo: some("10")}, {UpTo: some("10.0")}, {UpTo: some("9")}}}), "retention.table.bands[1].upTo: must be above the band before, 10 (got 10)\nretention.table.bands[2].upTo: must be above the band before, 10 (got 9)"},
		{"band after the last", bands(proportional.RetentionTable{Bands: []proportional.Band{{UpTo: some("10")}, {}, {UpTo: some("20")}}}), "retention.table.bands[2].upTo: must not follow a band without an upper end"},
		{"bands ascending", bands(proportional.RetentionTable{Bands: []proportional.Band{{UpTo: some("10")}, {UpTo: some("10.01")}, {}}}), ""},
		{"bands by grade", bands(proportional.RetentionTable{Bands: []proportional.Band{{Grade: "a", UpTo: some("10")}, {Grade: "b", UpTo: some("5")}, {Grade: "a"}, {Grade: "b"}}}), ""},
		{"bands of a grade not ascending", bands(proportional.RetentionTable{Bands: []proportional.Band{{Grade: "a", UpTo: some("10")}, {Grade: "b", UpTo: some("5")}, {Grade: "a", UpTo: some("7")}}}), "retention.table.bands[2].upTo: must be above the band before, 10 (got 7)"},
		{"a band without grade", bands(proportional.RetentionTable{Bands: []proportional.Band{{Grade: "a", UpTo: some("10")}, {UpTo: some("5")}}}), "retention.table.bands[1].grade: must be stated for all bands or none"},
		{"a band with grade", bands(proportional.RetentionTable{Bands: []proportional.Band{{UpTo: some("10")}, {Grade: "a"}}}), "retention.table.bands[1].grade: must be stated for all bands or none (got a)"},

		{"mixture", validMixed(), ""},
		{"zero mixture", proportional.QuotaShareSurplus{}, "share: must be in (0, 1] (got 0)\ncapacities: must not be empty\nline: must not be empty"},
		{"share of a mixture", mixed(func(m *proportional.QuotaShareSurplus) { m.Share = dec("1.5") }), "share: must be in (0, 1] (got 1.5)"},
		{"line of 0", mixed(func(m *proportional.QuotaShareSurplus) { m.Line = amount("0") }), "line.amount: must be positive (got 0)"},
		{"line by a table", mixed(func(m *proportional.QuotaShareSurplus) { m.Line = table(proportional.RetentionTable{Bands: one}) }), ""},
		{"table of a line", mixed(func(m *proportional.QuotaShareSurplus) { m.Line = table(proportional.RetentionTable{}) }), "line.table.bands: must not be empty"},
		{"no line", mixed(func(m *proportional.QuotaShareSurplus) { m.Line = proportional.Retention{} }), "line: must not be empty"},
		{"no line beside a share per risk", mixed(func(m *proportional.QuotaShareSurplus) {
			m.Line, m.Capacities = proportional.Retention{}, []proportional.Capacity{given("ceded")}
		}), "line: must not be empty"},
		{"unknown base of a mixture", mixed(func(m *proportional.QuotaShareSurplus) { m.Base = "x" }), "base: must be one of sum-insured, pml, premium (got x)"},
		{"unknown lines of a mixture", mixed(func(m *proportional.QuotaShareSurplus) { m.LinesOn = "x" }), "linesOn: must be one of gross, net (got x)"},
		{"unknown count of a mixture", mixed(func(m *proportional.QuotaShareSurplus) { m.LineCount = "x" }), "lineCount: must be one of on-top, including-retention (got x)"},
		{"capacity of a mixture", mixed(func(m *proportional.QuotaShareSurplus) { m.Capacities = append(m.Capacities, limit("-1")) }), "capacities[1].limit: must be positive (got -1)"},
		{"overspill of a mixture", mixed(func(m *proportional.QuotaShareSurplus) { m.Overspill = "x" }), "overspill: must be one of cedent, error (got x)"},
		{"deductible of a mixture", mixed(func(m *proportional.QuotaShareSurplus) { m.Deductible = deductible("0", "") }), "deductible.amount: must be positive (got 0)"},
		{"aggregate of a mixture", mixed(func(m *proportional.QuotaShareSurplus) { m.Aggregate = aggregate("", "", "") }), "aggregate.limit: must not be empty without a deductible"},
		{"event limit of a mixture", mixed(func(m *proportional.QuotaShareSurplus) { m.EventLimit = some("0") }), "eventLimit: must be positive (got 0)"},

		{"facultative share", proportional.Facultative{Share: some("1")}, ""},
		{"facultative amount", proportional.Facultative{Amount: some("1")}, ""},
		{"zero facultative", proportional.Facultative{}, "share: must not be empty without an amount"},
		{"facultative share of 0", proportional.Facultative{Share: some("0")}, "share: must be in (0, 1] (got 0)"},
		{"facultative amount of 0", proportional.Facultative{Amount: some("0")}, "amount: must be positive (got 0)"},
		{"facultative share and amount", proportional.Facultative{Share: some("0.5"), Amount: some("1")}, "amount: must be absent beside a share"},
		{"facultative deductible", proportional.Facultative{Share: some("0.5"), Deductible: deductible("0", "")}, "deductible.amount: must be positive (got 0)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := tt.terms.Validate()
			got := ""
			if err != nil {
				got = err.Error()
				if _, ok := errors.AsType[*cede.InvalidError](err); !ok {
					t.Errorf("error is a %T", err)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
			// A program says the same under the place of the terms, and compiles what is valid.
			spec := program(tt.terms)
			spec.Contracts[0].Sections[0].Scope.Include.Risks = []string{"A"}
			_, err = treaty.NewProgram(spec)
			if (err == nil) != (tt.want == "") {
				t.Fatalf("program: %v", err)
			}
			if err == nil {
				return
			}
			const place = "contracts[0].sections[0].terms."
			if diff := cmp.Diff(place+strings.ReplaceAll(tt.want, "\n", "\n"+place), err.Error()); diff != "" {
				t.Errorf("problems of the program (-want +got):\n%s", diff)
			}
		})
	}
}

// Amounts that are no count of minor units are refused where the terms meet the program's scale.
func TestNewProgram_amounts(t *testing.T) {
	some := func(s string) *decimal.Decimal { return new(dec(s)) }
	for _, tt := range []struct {
		path string
		with func(amount string) treaty.Terms
	}{
		{"limit", func(s string) treaty.Terms { return proportional.QuotaShare{Share: dec("1"), Limit: some(s)} }},
		{"deductible.amount", func(s string) treaty.Terms {
			return proportional.QuotaShare{Share: dec("1"), Deductible: deductible(s, "")}
		}},
		{"eventLimit", func(s string) treaty.Terms { return proportional.QuotaShare{Share: dec("1"), EventLimit: some(s)} }},
		{"retention.amount", func(s string) treaty.Terms { return surplus(amount(s), lines("4")) }},
		{"capacities[0].limit", func(s string) treaty.Terms { return surplus(amount("100"), limit(s)) }},
		{"capacities[1].combined", func(s string) treaty.Terms { return surplus(amount("100"), limit("1"), combined(s)) }},
		{"deductible.amount", func(s string) treaty.Terms {
			out := validSurplus()
			out.Deductible = deductible(s, "")
			return out
		}},
		{"eventLimit", func(s string) treaty.Terms {
			out := validSurplus()
			out.EventLimit = some(s)
			return out
		}},
		{"retention.table.minimum", func(s string) treaty.Terms {
			return bands(proportional.RetentionTable{Bands: twoBands(), Minimum: some(s)})
		}},
		{"retention.table.maximum", func(s string) treaty.Terms {
			return bands(proportional.RetentionTable{Bands: twoBands(), Maximum: some(s)})
		}},
		{"retention.table.bands[0].upTo", func(s string) treaty.Terms {
			return bands(proportional.RetentionTable{Bands: []proportional.Band{{UpTo: some(s), Amount: dec("1")}}})
		}},
		{"retention.table.bands[1].amount", func(s string) treaty.Terms {
			return bands(proportional.RetentionTable{Bands: []proportional.Band{{UpTo: some("1")}, {Amount: dec(s)}}})
		}},
		{"line.amount", func(s string) treaty.Terms {
			out := validMixed()
			out.Line = amount(s)
			return out
		}},
		{"line.table.bands[0].amount", func(s string) treaty.Terms {
			out := validMixed()
			out.Line = table(proportional.RetentionTable{Bands: []proportional.Band{{Amount: dec(s)}}})
			return out
		}},
		{"capacities[0].limit", func(s string) treaty.Terms {
			out := validMixed()
			out.Capacities = []proportional.Capacity{limit(s)}
			return out
		}},
		{"eventLimit", func(s string) treaty.Terms {
			out := validMixed()
			out.EventLimit = some(s)
			return out
		}},
		{"bands[1].upTo", func(s string) treaty.Terms {
			return proportional.VariableQuotaShare{Bands: []proportional.ShareBand{{UpTo: some("1"), Share: dec("0.5")}, {UpTo: some(s)}}}
		}},
		{"limit", func(s string) treaty.Terms {
			return proportional.VariableQuotaShare{Bands: []proportional.ShareBand{{Share: dec("0.5")}}, Limit: some(s)}
		}},
		{"deductible.amount", func(s string) treaty.Terms {
			return proportional.VariableQuotaShare{Bands: []proportional.ShareBand{{Share: dec("0.5")}}, Deductible: deductible(s, "")}
		}},
		{"limit", func(s string) treaty.Terms {
			return proportional.FacultativeObligatory{ShareAttribute: "a", Limit: some(s)}
		}},
		{"minimumRetention", func(s string) treaty.Terms {
			return proportional.FacultativeObligatory{ShareAttribute: "a", Limit: some("1"), MinimumRetention: some(s)}
		}},
		{"eventLimit", func(s string) treaty.Terms {
			return proportional.FacultativeObligatory{ShareAttribute: "a", Limit: some("1"), EventLimit: some(s)}
		}},
		{"aggregate.deductible", func(s string) treaty.Terms {
			return proportional.QuotaShare{Share: dec("1"), Aggregate: aggregate(s, "1", "")}
		}},
		{"aggregate.limit", func(s string) treaty.Terms {
			out := validSurplus()
			out.Aggregate = aggregate("1", s, "")
			return out
		}},
		{"aggregate.limit", func(s string) treaty.Terms {
			out := validMixed()
			out.Aggregate = aggregate("", s, "")
			return out
		}},
		{"aggregate.limit", func(s string) treaty.Terms {
			return proportional.Facultative{Share: some("1"), Aggregate: aggregate("", s, "")}
		}},
		{"amount", func(s string) treaty.Terms { return proportional.Facultative{Amount: some(s)} }},
		{"deductible.amount", func(s string) treaty.Terms {
			return proportional.Facultative{Share: some("1"), Deductible: deductible(s, "")}
		}},
	} {
		for _, bad := range []struct {
			amount, scale2, rounded string // errors at two places, and with rounding on entry
		}{
			{"10.01", "", ""},
			{"10.001", "must have at most 2 decimal places (got 10.001)", ""},
			{"92233720368547758.07", "", ""},
			{"92233720368547758.08", "must fit 64 bits of minor units (got 92233720368547758.08)", "must fit 64 bits of minor units (got 92233720368547758.08)"},
			{"1e37", "must fit 64 bits of minor units (got 10000000000000000000000000000000000000)", "must fit 64 bits of minor units (got 10000000000000000000000000000000000000)"},
			{"1e10000", "has too many digits (got 1E10000)", "has too many digits (got 1E10000)"},
			{"1e-10000", "must have at most 18 decimal places (got 1E-10000)", "must have at most 18 decimal places (got 1E-10000)"},
		} {
			for entry, want := range map[treaty.Entry]string{"": bad.scale2, treaty.EntryRound: bad.rounded} {
				terms := tt.with(bad.amount)
				spec := program(terms)
				spec.Entry = entry
				spec.Contracts[0].Sections[0].Scope.Include.Risks = []string{"A"}
				_, err := treaty.NewProgram(spec)
				got := ""
				if err != nil {
					got = err.Error()
				}
				if want != "" {
					want = "contracts[0].sections[0].terms." + tt.path + ": " + want
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s of %s, entry %q (-want +got):\n%s", terms.Kind(), bad.amount, entry, diff)
				}
			}
		}
	}
}

// Several amounts that are too fine are all reported.
func TestNewProgram_joins(t *testing.T) {
	terms := validMixed()
	terms.Line = table(proportional.RetentionTable{
		Bands: []proportional.Band{{UpTo: new(dec("1.001")), Amount: dec("0.001")}}, Minimum: new(dec("0.002")), Maximum: new(dec("0.003")),
	})
	terms.Capacities = []proportional.Capacity{{Limit: new(dec("0.004")), Combined: new(dec("0.005"))}}
	terms.Deductible, terms.EventLimit, terms.Aggregate = deductible("0.006", ""), new(dec("0.007")), aggregate("0.008", "0.009", "")
	_, err := treaty.NewProgram(program(terms))
	const place, finer = "contracts[0].sections[0].terms.", ": must have at most 2 decimal places (got "
	want := ""
	for _, p := range [][2]string{
		{"deductible.amount", "0.006"},
		{"eventLimit", "0.007"},
		{"aggregate.deductible", "0.008"},
		{"aggregate.limit", "0.009"},
		{"line.table.maximum", "0.003"},
		{"line.table.minimum", "0.002"},
		{"line.table.bands[0].amount", "0.001"},
		{"line.table.bands[0].upTo", "1.001"},
		{"capacities[0].limit", "0.004"},
		{"capacities[0].combined", "0.005"},
	} {
		want += place + p[0] + finer + p[1] + ")\n"
	}
	if err == nil {
		t.Fatal("accepted")
	}
	if diff := cmp.Diff(want, err.Error()+"\n"); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

// A number of a million digits is refused without being written out or compared.
func TestValidate_longNumber(t *testing.T) {
	long := decimal.NewFromBigInt(new(big.Int).Lsh(big.NewInt(1), 3_321_928), 0)
	const want = "has too many digits (got about 1E1000000)"
	terms := []treaty.Terms{
		proportional.QuotaShare{Share: long, Limit: &long, Deductible: &proportional.Deductible{Amount: long}, EventLimit: &long, Aggregate: &proportional.Aggregate{Deductible: &long, Limit: &long}},
		surplus(proportional.Retention{Amount: &long}, proportional.Capacity{Lines: &long, Limit: &long, Combined: &long}),
		bands(proportional.RetentionTable{Bands: []proportional.Band{{UpTo: &long, Amount: long, Rate: long}}, Minimum: &long, Maximum: &long}),
		proportional.QuotaShareSurplus{Share: long, Line: proportional.Retention{Amount: &long}, Capacities: []proportional.Capacity{lines("1")}},
		proportional.Facultative{Share: &long},
		proportional.Facultative{Amount: &long},
	}
	for i, count := range []int{6, 4, 5, 2, 1, 1} { // fields
		err := terms[i].Validate()
		if err == nil {
			t.Fatalf("%s: accepted", terms[i].Kind())
		}
		if got := strings.Count(err.Error(), want); got != count || strings.Count(err.Error(), "\n") != count-1 {
			t.Errorf("%s: %d problems are %q, want %d:\n%v", terms[i].Kind(), got, want, count, err)
		}
	}
}

// Facultative terms belong to named risks.
func TestNewProgram_facultativeScope(t *testing.T) {
	for name, tt := range map[string]struct {
		scope treaty.Selection
		want  string
	}{
		"risks":    {treaty.Selection{Risks: []string{"A"}}, ""},
		"policies": {treaty.Selection{Policies: []string{"P"}}, ""},
		"lines":    {treaty.Selection{Lines: []string{"fire"}}, "contracts[0].sections[0].terms: must be in a section whose scope includes risks or policies by id"},
		"all":      {treaty.Selection{}, "contracts[0].sections[0].terms: must be in a section whose scope includes risks or policies by id"},
	} {
		for _, terms := range []proportional.Facultative{{Share: new(dec("0.5"))}, {Amount: new(dec("5"))}} {
			spec := program(terms)
			spec.Contracts[0].Sections[0].Scope.Include = tt.scope
			_, err := treaty.NewProgram(spec)
			got := ""
			if err != nil {
				got = err.Error()
			}
			if got != tt.want {
				t.Errorf("%s: %s, want %s", name, got, tt.want)
			}
		}
	}
}

// Terms with every reading spelled out stay valid and change no more; the terms they came from are untouched.
func TestCanonical(t *testing.T) {
	full := table(proportional.RetentionTable{Bands: twoBands()})
	for _, tt := range []struct {
		terms treaty.Terms
		want  treaty.Terms
	}{
		{validQuotaShare(), validQuotaShare()},
		{
			proportional.QuotaShare{Share: dec("0.5"), Limit: new(dec("9")), Deductible: deductible("1", "")},
			proportional.QuotaShare{
				Share: dec("0.5"), Limit: new(dec("9")), LimitOn: proportional.LimitOnSumInsured, Overspill: proportional.OverspillCedent,
				Deductible: deductible("1", proportional.DeductibleOnCeded),
			},
		},
		{
			proportional.QuotaShare{Share: dec("0.5"), Limit: new(dec("9")), LimitOn: proportional.LimitOnEachLoss},
			proportional.QuotaShare{Share: dec("0.5"), Limit: new(dec("9")), LimitOn: proportional.LimitOnEachLoss},
		},
		{
			surplus(full, lines("4")),
			proportional.Surplus{
				Retention: table(proportional.RetentionTable{Bands: twoBands(), Above: proportional.AboveLastValue}),
				Base:      proportional.OnSumInsured, LineCount: proportional.LinesOnTop, Capacities: []proportional.Capacity{lines("4")},
				Overspill: proportional.OverspillCedent,
			},
		},
		{
			validMixed(),
			proportional.QuotaShareSurplus{
				Share: dec("0.5"), Line: amount("100"), Base: proportional.OnSumInsured, LinesOn: proportional.LinesOnGross,
				LineCount: proportional.LinesOnTop, Capacities: []proportional.Capacity{lines("4")}, Overspill: proportional.OverspillCedent,
			},
		},
		{
			proportional.VariableQuotaShare{Bands: []proportional.ShareBand{{Share: dec("0.5")}}},
			proportional.VariableQuotaShare{
				Bands: []proportional.ShareBand{{Share: dec("0.5")}}, Above: proportional.AboveLastValue, Base: proportional.OnSumInsured,
			},
		},
		{
			proportional.VariableQuotaShare{Bands: []proportional.ShareBand{{Share: dec("0.5")}}, Limit: new(dec("9")), Deductible: deductible("1", "")},
			proportional.VariableQuotaShare{
				Bands: []proportional.ShareBand{{Share: dec("0.5")}}, Above: proportional.AboveLastValue, Base: proportional.OnSumInsured,
				Limit: new(dec("9")), LimitOn: proportional.LimitOnSumInsured, Overspill: proportional.OverspillCedent,
				Deductible: deductible("1", proportional.DeductibleOnCeded),
			},
		},
		{
			proportional.FacultativeObligatory{ShareAttribute: "ask", Limit: new(dec("9")), Deductible: deductible("1", "")},
			proportional.FacultativeObligatory{
				ShareAttribute: "ask", Limit: new(dec("9")), Base: proportional.OnSumInsured, Overspill: proportional.OverspillCedent,
				Deductible: deductible("1", proportional.DeductibleOnCeded),
			},
		},
		{
			proportional.Facultative{Share: new(dec("0.5")), Deductible: deductible("1", "")},
			proportional.Facultative{Share: new(dec("0.5")), Deductible: deductible("1", proportional.DeductibleOnCeded)},
		},
	} {
		got := tt.terms.Canonical()
		if diff := cmp.Diff(covered(tt.want), got); diff != "" {
			t.Errorf("canonical (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff(got, got.Canonical()); diff != "" {
			t.Errorf("canonical twice (-once +twice):\n%s", diff)
		}
		if err := got.Validate(); err != nil {
			t.Errorf("canonical terms: %v", err)
		}
	}
	if full.Table.Above != "" {
		t.Errorf("the table that was spelled out has above %q", full.Table.Above)
	}
	original := surplus(full, lines("4"))
	original.Canonical().(proportional.Surplus).Capacities[0] = limit("1")
	original.Canonical().(proportional.Surplus).Retention.Table.Bands[0] = proportional.Band{}
	if diff := cmp.Diff(surplus(table(proportional.RetentionTable{Bands: twoBands()}), lines("4")), original); diff != "" {
		t.Errorf("original after a change of its canonical terms (-want +got):\n%s", diff)
	}
}

// covered returns terms that state that payments without liability are covered.
func covered(terms treaty.Terms) treaty.Terms {
	const is = proportional.ExGratiaCovered
	switch t := terms.(type) {
	case proportional.QuotaShare:
		t.ExGratia = is
		return t
	case proportional.VariableQuotaShare:
		t.ExGratia = is
		return t
	case proportional.Surplus:
		t.ExGratia = is
		return t
	case proportional.QuotaShareSurplus:
		t.ExGratia = is
		return t
	case proportional.Facultative:
		t.ExGratia = is
		return t
	case proportional.FacultativeObligatory:
		t.ExGratia = is
		return t
	}
	return terms
}
