package counterparty_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/counterparty"
	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/solvency/asset"
	"github.com/cedego/cede/solvency/cross2"
)

func dec(text string) decimal.Decimal { return decimal.RequireFromString(text) }

func some(text string) *decimal.Decimal {
	d := dec(text)
	return &d
}

func yes() *bool { b := true; return &b }

func no() *bool { b := false; return &b }

func day(t testing.TB, text string) cede.Date {
	t.Helper()
	return must[cede.Date](t)(cede.ParseDate(text))
}

func edition(t testing.TB) *cross2.Edition {
	t.Helper()
	return must[*cross2.Edition](t)(cross2.At(day(t, "2026-03-31")))
}

func must[T any](t testing.TB) func(T, error) T {
	return func(x T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
}

func wantText(t *testing.T, err error, want string) {
	t.Helper()
	if err == nil || err.Error() != want {
		t.Errorf("got error %v\nwant %s", err, want)
	}
}

// rated is a rating of S&P of a month ago.
func rated(t testing.TB, grade string) []counterparty.Rating {
	t.Helper()
	return []counterparty.Rating{{Agency: counterparty.SP, Grade: grade, Date: day(t, "2026-02-28")}}
}

// charge is what one cession to one reinsurer costs.
func charge(t testing.TB, cedent counterparty.Cedent, r counterparty.Reinsurer, c counterparty.Cession, o counterparty.Options) string {
	t.Helper()
	r.ID, c.ID, c.Reinsurers = "R", "C", []string{"R"}
	l := counterparty.Ledger{Cedent: cedent, Reinsurers: []counterparty.Reinsurer{r}, Cessions: []counterparty.Cession{c}, Options: o}
	return must[cross2.Line](t)(l.Capital(edition(t))).Amount().String()
}

// Checks 16 to 19 of the fact sheet of rules 7 to 9, by number, and the readings beside them.
func TestChecks(t *testing.T) {
	hundred := counterparty.Cession{Receivable: dec("100")}
	with := func(collateral string) counterparty.Cession {
		return counterparty.Cession{Receivable: dec("100"), Collateral: dec(collateral)}
	}
	for _, tt := range []struct {
		name   string
		cedent counterparty.Cedent
		r      counterparty.Reinsurer
		c      counterparty.Cession
		o      counterparty.Options
		want   string
	}{
		{"check 16", counterparty.Insurer, counterparty.Reinsurer{Home: counterparty.Domestic, Branch: true, Ratio: some("1.8")}, counterparty.Cession{Receivable: dec("200"), Reserves: dec("1000")}, counterparty.Options{}, "16.38"},
		{"check 17", counterparty.Insurer, counterparty.Reinsurer{Home: counterparty.Overseas, Met: yes(), Transparent: true}, with("40"), counterparty.Options{}, "28.067"},
		{"check 18 without collateral", counterparty.Insurer, counterparty.Reinsurer{Home: counterparty.HongKong}, hundred, counterparty.Options{}, "7.7"},
		{"check 18 with all", counterparty.Insurer, counterparty.Reinsurer{Home: counterparty.HongKong}, with("100"), counterparty.Options{}, "6.93"},
		{"check 18, more collateral than exposure", counterparty.Insurer, counterparty.Reinsurer{Home: counterparty.HongKong}, with("1000"), counterparty.Options{}, "6.93"},
		{"check 18, other coefficients are off", counterparty.Insurer, counterparty.Reinsurer{Home: counterparty.HongKong, Direct: true, Transparent: true}, hundred, counterparty.Options{}, "7.7"},
		{"check 19", counterparty.Retrocedent, counterparty.Reinsurer{Home: counterparty.Overseas, Met: yes(), Ratings: rated(t, "A")}, with("100"), counterparty.Options{}, "6.525"},
		{"check 19 bounded", counterparty.Retrocedent, counterparty.Reinsurer{Home: counterparty.Overseas, Met: yes(), Ratings: rated(t, "A"), Direct: true, Transparent: true}, with("100"), counterparty.Options{}, "6.525"},
		{"check 19 unbounded", counterparty.Retrocedent, counterparty.Reinsurer{Home: counterparty.Overseas, Met: yes(), Ratings: rated(t, "A"), Direct: true, Transparent: true}, with("100"), counterparty.Options{Band: asset.Unbounded}, "6.09"},
		{"overseas, no data", counterparty.Insurer, counterparty.Reinsurer{Home: counterparty.Overseas}, hundred, counterparty.Options{}, "86.7"},
		{"overseas, failing", counterparty.Insurer, counterparty.Reinsurer{Home: counterparty.Overseas, Met: no()}, with("100"), counterparty.Options{}, "86.7"},
		{"overseas, direct insurer", counterparty.Insurer, counterparty.Reinsurer{Home: counterparty.Overseas, Met: yes(), Direct: true}, hundred, counterparty.Options{}, "54.89"},
		{"retrocession, failing", counterparty.Retrocedent, counterparty.Reinsurer{Home: counterparty.Overseas, Met: no(), Ratings: rated(t, "AAA")}, hundred, counterparty.Options{}, "80"},
		{"retrocession, no rating", counterparty.Retrocedent, counterparty.Reinsurer{Home: counterparty.Overseas, Met: yes()}, hundred, counterparty.Options{}, "49.4"},
		{"retrocession to Hong Kong", counterparty.Retrocedent, counterparty.Reinsurer{Home: counterparty.HongKong, Met: yes(), Ratings: rated(t, "A")}, hundred, counterparty.Options{}, "8.7"},
		{"domestic, no data", counterparty.Insurer, counterparty.Reinsurer{Home: counterparty.Domestic}, hundred, counterparty.Options{}, "74.5"},
		{"domestic, collateral does not matter", counterparty.Retrocedent, counterparty.Reinsurer{Home: counterparty.Domestic, Ratio: some("2")}, with("100"), counterparty.Options{}, "0.8"},
		{"above the threshold", counterparty.Insurer, counterparty.Reinsurer{Home: counterparty.Domestic, Ratio: some("2"), Concentrated: true}, hundred, counterparty.Options{}, "1.12"},
		{"above the threshold, outside of the bounds", counterparty.Insurer, counterparty.Reinsurer{Home: counterparty.Domestic, Ratio: some("2"), Direct: true, Branch: true, Concentrated: true}, hundred, counterparty.Options{}, "1.24"},
		{"a factor is at most 1", counterparty.Insurer, counterparty.Reinsurer{Home: counterparty.Overseas, Concentrated: true}, hundred, counterparty.Options{}, "100"},
		{"on the exchange", counterparty.Insurer, counterparty.Reinsurer{Home: counterparty.Overseas, Met: yes()}, counterparty.Cession{Receivable: dec("100"), OnExchange: true}, counterparty.Options{}, "42.415"},
		{"on the exchange, once", counterparty.Insurer, counterparty.Reinsurer{Home: counterparty.Overseas, Met: yes(), Transparent: true}, counterparty.Cession{Receivable: dec("100"), OnExchange: true}, counterparty.Options{}, "42.415"},
		{"on the exchange, at home", counterparty.Insurer, counterparty.Reinsurer{Home: counterparty.Domestic, Ratio: some("2")}, counterparty.Cession{Receivable: dec("100"), OnExchange: true}, counterparty.Options{}, "0.8"},
		{"on the exchange, the user's", counterparty.Insurer, counterparty.Reinsurer{Home: counterparty.Domestic, Ratio: some("2")}, counterparty.Cession{Receivable: dec("100"), OnExchange: true}, counterparty.Options{Exchange: some("-0.2")}, "0.64"},
		{"the user's is not for others", counterparty.Insurer, counterparty.Reinsurer{Home: counterparty.Overseas, Met: yes(), Transparent: true}, hundred, counterparty.Options{Exchange: some("-0.2")}, "42.415"},
		{"catastrophe bond", counterparty.Insurer, counterparty.Reinsurer{Home: counterparty.Overseas, Met: yes()}, counterparty.Cession{Receivable: dec("100"), CatastropheBond: true}, counterparty.Options{}, "4.6"},
		// Implementing notice 一（八）2: Rule 9 Art. 23 with 0.046, so 0.75 of it with collateral and 0.85 with transparency, and nothing of what its number 1 says of Hong Kong.
		{"catastrophe bond with collateral", counterparty.Insurer, counterparty.Reinsurer{Home: counterparty.Overseas, Met: yes()}, counterparty.Cession{Receivable: dec("100"), Collateral: dec("60"), CatastropheBond: true}, counterparty.Options{}, "3.91"}, // 60 × 0.0345 + 40 × 0.046
		{"catastrophe bond of Hong Kong with collateral", counterparty.Insurer, counterparty.Reinsurer{Home: counterparty.HongKong}, counterparty.Cession{Receivable: dec("100"), Collateral: dec("100"), CatastropheBond: true}, counterparty.Options{}, "3.45"},
		{"catastrophe bond of Hong Kong, other coefficients are on", counterparty.Insurer, counterparty.Reinsurer{Home: counterparty.HongKong, Transparent: true}, counterparty.Cession{Receivable: dec("100"), CatastropheBond: true}, counterparty.Options{}, "3.91"},
		{"catastrophe bond of a reinsurer", counterparty.Retrocedent, counterparty.Reinsurer{Home: counterparty.HongKong}, counterparty.Cession{Receivable: dec("100"), Collateral: dec("100"), CatastropheBond: true}, counterparty.Options{}, "3.45"},
		{"exposures, apart", counterparty.Insurer, counterparty.Reinsurer{Home: counterparty.Domestic, Ratio: some("2")}, counterparty.Cession{Receivable: dec("-50"), Reserves: dec("100")}, counterparty.Options{}, "0.8"},
		{"exposures, negative reserves", counterparty.Insurer, counterparty.Reinsurer{Home: counterparty.Domestic, Ratio: some("2")}, counterparty.Cession{Receivable: dec("100"), Reserves: dec("-30")}, counterparty.Options{}, "0.8"},
		{"exposures, net", counterparty.Insurer, counterparty.Reinsurer{Home: counterparty.Domestic, Ratio: some("2")}, counterparty.Cession{Receivable: dec("-50"), Reserves: dec("100"), Net: true}, counterparty.Options{}, "0.4"},
		{"exposures, net below zero", counterparty.Insurer, counterparty.Reinsurer{Home: counterparty.Domestic, Ratio: some("2")}, counterparty.Cession{Receivable: dec("-500"), Reserves: dec("100"), Net: true}, counterparty.Options{}, "0"},
	} {
		if got := charge(t, tt.cedent, tt.r, tt.c, tt.o); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

// Both ends of every bracket of the ratio of domestic reinsurers, and every grade of retrocession. Rule 9 Arts. 22, 23.
func TestFactors(t *testing.T) {
	c := counterparty.Cession{Receivable: dec("1000")}
	for ratio, want := range map[string]string{
		"-1": "745", "0.4999": "745", "0.5": "261", "0.9999": "261", "1": "47", "1.4999": "47", "1.5": "13", "1.9999": "13", "2": "8", "9": "8",
	} {
		if got := charge(t, counterparty.Insurer, counterparty.Reinsurer{Home: counterparty.Domestic, Ratio: some(ratio)}, c, counterparty.Options{}); got != want {
			t.Errorf("ratio of %s: got %s, want %s", ratio, got, want)
		}
	}
	for grade, want := range map[string]string{
		"AAA": "30", "AA+": "36", "AA": "46", "AA-": "56", "A+": "69", "A": "87", "A-": "107", "BBB+": "134", "BBB": "167", "BBB-": "209", "BB+": "494", "B": "494", "CCC+": "494", "C": "494",
	} {
		if got := charge(t, counterparty.Retrocedent, counterparty.Reinsurer{Home: counterparty.Overseas, Met: yes(), Ratings: rated(t, grade)}, c, counterparty.Options{}); got != want {
			t.Errorf("%s: got %s, want %s", grade, got, want)
		}
	}
}

// A cession whose parts cannot be told apart takes the highest charge.
func TestLedger_unsplit(t *testing.T) {
	l := counterparty.Ledger{
		Cedent: counterparty.Insurer,
		Reinsurers: []counterparty.Reinsurer{
			{ID: "good", Home: counterparty.Domestic, Ratio: some("3")}, {ID: "weak", Home: counterparty.Domestic, Ratio: some("1.2")}, {ID: "fair", Home: counterparty.Domestic, Ratio: some("1.6")},
		},
		Cessions: []counterparty.Cession{
			{ID: "b", Reinsurers: []string{"good", "weak", "fair"}, Receivable: dec("1000")},
			{ID: "a", Reinsurers: []string{"good"}, Receivable: dec("500")},
		},
	}
	lines := must[[]cross2.Line](t)(l.Charges(edition(t)))
	if len(lines) != 2 || lines[0].Amount().String() != "4" || lines[1].Amount().String() != "47" {
		t.Errorf("got %d lines, %s and %s", len(lines), lines[0].Amount(), lines[1].Amount())
	}
	if got := must[cross2.Line](t)(l.Capital(edition(t))).Amount().String(); got != "51" {
		t.Errorf("got %s", got)
	}
	l.Cessions = nil
	if got := must[cross2.Line](t)(l.Capital(edition(t))).Amount(); !got.IsZero() {
		t.Errorf("nothing ceded: got %s", got)
	}
}

func TestLedger_refuses(t *testing.T) {
	good := func() counterparty.Ledger {
		return counterparty.Ledger{
			Cedent:     counterparty.Insurer,
			Reinsurers: []counterparty.Reinsurer{{ID: "R", Home: counterparty.Domestic}},
			Cessions:   []counterparty.Cession{{ID: "C", Reinsurers: []string{"R"}}},
		}
	}
	for _, tt := range []struct {
		want   string
		change func(l *counterparty.Ledger)
	}{
		{"cedent: must be one of insurer, retrocedent (got broker)", func(l *counterparty.Ledger) { l.Cedent = "broker" }},
		{"reinsurers[0].home: must be one of domestic, overseas, hong-kong", func(l *counterparty.Ledger) { l.Reinsurers[0].Home = "" }},
		{"reinsurers[1].id: must not be there twice (got R)", func(l *counterparty.Ledger) { l.Reinsurers = append(l.Reinsurers, l.Reinsurers[0]) }},
		{"reinsurers[0].ratio: has too many digits (got 1E99)", func(l *counterparty.Ledger) { l.Reinsurers[0].Ratio = some("1e99") }},
		{"reinsurers[0].met: must only be given for a reinsurer that is not domestic: of others ratio says it\nreinsurers[0].transparent: must only be set for a reinsurer that is not domestic\nreinsurers[0].ratings: must only be given for a reinsurer that is not domestic", func(l *counterparty.Ledger) {
			l.Reinsurers[0].Met, l.Reinsurers[0].Transparent, l.Reinsurers[0].Ratings = yes(), true, rated(t, "A")
		}},
		{"reinsurers[0].ratio: must only be given for a domestic reinsurer: of others met says it\nreinsurers[0].branch: must only be set for a domestic reinsurer", func(l *counterparty.Ledger) {
			l.Reinsurers[0] = counterparty.Reinsurer{ID: "R", Home: counterparty.Overseas, Ratio: some("1"), Branch: true}
		}},
		{"reinsurers[0].ratings[0].agency: must be one of sp, moodys, ambest-strength, ambest-credit, fitch (got me)\nreinsurers[0].ratings[1].grade: must be a grade of moodys (got AA)\nreinsurers[0].ratings[2].date: must not be empty", func(l *counterparty.Ledger) {
			l.Reinsurers[0] = counterparty.Reinsurer{ID: "R", Home: counterparty.Overseas, Ratings: []counterparty.Rating{{Agency: "me"}, {Agency: counterparty.Moodys, Grade: "AA"}, {Agency: counterparty.Fitch, Grade: "AA"}}}
		}},
		{"cessions[0].id: must not be empty\ncessions[0].reinsurers: must not be empty\ncessions[0].collateral: must not be negative (got -1)", func(l *counterparty.Ledger) {
			l.Cessions[0] = counterparty.Cession{Collateral: dec("-1")}
		}},
		{"cessions[1].id: must not be there twice (got C)\ncessions[1].reinsurers[0]: must be a reinsurer of the ledger (got X)\ncessions[1].reinsurers[2]: must not be there twice (got R)", func(l *counterparty.Ledger) {
			l.Cessions = append(l.Cessions, counterparty.Cession{ID: "C", Reinsurers: []string{"X", "R", "R"}})
		}},
		{"cessions[0].catastropheBond: must only be set where no reinsurer is domestic, as R is (got true)", func(l *counterparty.Ledger) { l.Cessions[0].CatastropheBond = true }},
		{"cessions[0].receivable: has too many digits (got 1E99)", func(l *counterparty.Ledger) { l.Cessions[0].Receivable = dec("1e99") }},
		{"cessions[0].id: must be printable UTF-8 (got \"a\\nb\")", func(l *counterparty.Ledger) { l.Cessions[0].ID = "a\nb" }},
		{"options.band: must be one of bounded, unbounded (got x)\noptions.exchange: has too many digits (got 1E99)", func(l *counterparty.Ledger) { l.Options = counterparty.Options{Band: "x", Exchange: some("1e99")} }},
	} {
		l := good()
		tt.change(&l)
		_, err := l.Capital(edition(t))
		wantText(t, err, tt.want)
	}
	if _, err := good().Capital(nil); err == nil {
		t.Error("no edition: no error")
	}
	l := good()
	l.Cessions[0].ID = strings.Repeat("x", 101)
	if err := l.Validate(); err == nil || !strings.HasPrefix(err.Error(), "cessions[0].id: must have at most 100 bytes") {
		t.Errorf("got %v", err)
	}
}

func TestLedger_ToYuan(t *testing.T) {
	l := counterparty.Ledger{Cessions: []counterparty.Cession{{Receivable: dec("1"), Reserves: dec("-2"), Collateral: dec("3")}}}
	got := must[counterparty.Ledger](t)(l.ToYuan(cross2.InWan)).Cessions[0]
	if got.Receivable.String() != "10000" || got.Reserves.String() != "-20000" || got.Collateral.String() != "30000" || l.Cessions[0].Receivable.String() != "1" {
		t.Errorf("got %+v", got)
	}
	l.Cessions[0].Reserves = decimal.New(1, 37)
	_, err := l.ToYuan(cross2.InWan)
	wantText(t, err, "cessions[0].reserves: has too many digits (got 1E41)")
}

// The comparison of scales of Rule 9 Art. 29; of two grades that a strength of AM Best stands for, the lower.
func TestEquivalent(t *testing.T) {
	for _, tt := range []struct {
		agency counterparty.Agency
		grade  string
		want   counterparty.Grade
	}{
		{counterparty.SP, "AAA", "AAA"},
		{counterparty.Fitch, "BBB-", "BBB-"},
		{counterparty.Moodys, "Aa3", "AA-"},
		{counterparty.Moodys, "Baa1", "BBB+"},
		{counterparty.Moodys, "Ca", "CC"},
		{counterparty.BestStrength, "A++", "AA+"},
		{counterparty.BestStrength, "A+", "AA-"},
		{counterparty.BestStrength, "A", "A"},
		{counterparty.BestStrength, "A-", "A-"},
		{counterparty.BestStrength, "B++", "BBB"},
		{counterparty.BestStrength, "B+", "BBB-"},
		{counterparty.BestStrength, "B", "BB"},
		{counterparty.BestStrength, "C++", "B"},
		{counterparty.BestStrength, "D", "C"},
		{counterparty.BestCredit, "aaa", "AAA"},
		{counterparty.BestCredit, "a+", "A+"},
		{counterparty.BestCredit, "bbb-", "BBB-"},
		{counterparty.BestCredit, "c", "C"},
	} {
		if got := must[counterparty.Grade](t)(counterparty.Equivalent(tt.agency, tt.grade)); got != tt.want {
			t.Errorf("%s of %s: got %s, want %s", tt.grade, tt.agency, got, tt.want)
		}
	}
	for _, grade := range []string{"", "aaa", "A+ ", "x"} {
		if _, err := counterparty.Equivalent(counterparty.SP, grade); err == nil {
			t.Errorf("%q: no error", grade)
		}
	}
}

// The lowest of several, none that is more than a year old or not yet given.
func TestLowest(t *testing.T) {
	at := func(grade, date string) counterparty.Rating {
		return counterparty.Rating{Agency: counterparty.SP, Grade: grade, Date: day(t, date)}
	}
	for _, tt := range []struct {
		ratings   []counterparty.Rating
		reporting string
		want      counterparty.Grade
	}{
		{nil, "2026-03-31", ""},
		{[]counterparty.Rating{at("AA", "2026-01-01"), at("A-", "2025-06-30"), at("A", "2026-03-31")}, "2026-03-31", "A-"},
		{[]counterparty.Rating{at("BB", "2025-03-30"), at("AA", "2025-03-31")}, "2026-03-31", "AA"},
		{[]counterparty.Rating{at("BB", "2026-04-01"), at("AA", "2026-03-31")}, "2026-03-31", "AA"},
		{[]counterparty.Rating{at("AA", "2023-02-28")}, "2024-02-29", "AA"},
		{[]counterparty.Rating{at("AA", "2023-02-27")}, "2024-02-29", ""},
		{[]counterparty.Rating{{Agency: "x", Grade: "C"}, at("AA", "2026-03-31")}, "2026-03-31", "AA"},
	} {
		if got := counterparty.Lowest(tt.ratings, day(t, tt.reporting)); got != tt.want {
			t.Errorf("%v on %s: got %q, want %q", tt.ratings, tt.reporting, got, tt.want)
		}
	}
}

func TestInwardCapital(t *testing.T) {
	e := edition(t)
	for age, want := range map[string]string{"0": "0", "6": "0", "6.01": "70", "12": "70", "12.01": "100", "99": "100"} {
		if got := must[cross2.Line](t)(counterparty.InwardCapital(e, []counterparty.Inward{{Claim: dec("100"), Age: dec(age)}, {Claim: dec("-5"), Age: dec("20")}})).Amount().String(); got != want {
			t.Errorf("%s months: got %s, want %s", age, got, want)
		}
	}
	for age, want := range map[string]string{"6": "0", "12": "98", "13": "100"} { // 0.7 × 1.4, and no more than 1
		if got := must[cross2.Line](t)(counterparty.InwardCapital(e, []counterparty.Inward{{Claim: dec("100"), Age: dec(age), Concentrated: true}})).Amount().String(); got != want {
			t.Errorf("%s months, concentrated: got %s, want %s", age, got, want)
		}
	}
	if got := must[cross2.Line](t)(counterparty.InwardCapital(e, nil)).Amount(); !got.IsZero() {
		t.Errorf("no claims: got %s", got)
	}
	_, err := counterparty.InwardCapital(e, []counterparty.Inward{{}, {Claim: dec("1e99"), Age: dec("-1")}})
	wantText(t, err, "claims[1].claim: has too many digits (got 1E99)\nclaims[1].age: must not be negative (got -1)")
	if _, err := counterparty.InwardCapital(nil, nil); err == nil {
		t.Error("no edition: no error")
	}
}

// Check 14 of the fact sheet, in 亿元, and the floor of 5亿.
func TestThreshold(t *testing.T) {
	e := edition(t)
	for _, tt := range []struct {
		holder       counterparty.Holder
		assets, want string
	}{
		{counterparty.LifeHolder, "100", "8"},
		{counterparty.LifeHolder, "500", "28"},
		{counterparty.LifeHolder, "1000", "48"},
		{counterparty.LifeHolder, "10000", "318"},
		{counterparty.PropertyHolder, "20", "1.6"},
		{counterparty.PropertyHolder, "50", "3.1"},
		{counterparty.PropertyHolder, "500", "21.1"},
		{counterparty.PropertyHolder, "3000", "96.1"},
		{counterparty.PropertyHolder, "5", "0.4"},
	} {
		if got := must[cross2.Line](t)(counterparty.Threshold(e, tt.holder, dec(tt.assets).Shift(8))).Amount().Shift(-8); !got.Equal(dec(tt.want)) {
			t.Errorf("%+v: got %s", tt, got)
		}
	}
	if l := must[cross2.Line](t)(counterparty.Threshold(e, counterparty.LifeHolder, dec("499999999.99"))); !l.IsZero() {
		t.Errorf("under 5亿: got %s", l.Amount())
	}
	// 5亿元以下 prints no （含）: exactly 5亿 has a threshold, of 8 % of it, unless an edition reads the words as up to and with it.
	own, err := cross2.Load(strings.NewReader(`{"schema":"cede.cross2/1","rule":"8","en":"own","zh":"自定","entries":[{"key":"market.concentration.least","kind":"threshold","article":"65","unit":"yuan","test":"<=","en":"Total assets up to which no counterparty is concentrated","zh":"不计量交易对手集中度风险的总资产（含）","versions":[{"from":"2022-03-31","value":"500000000"}]}]}`), 1<<12)
	if err != nil {
		t.Fatal(err)
	}
	with := must[*cross2.Edition](t)(e.With(own))
	for assets, want := range map[string][2]string{"499999999.99": {"0", "0"}, "500000000": {"40000000", "0"}, "500000000.01": {"40000000.0008", "40000000.0008"}} {
		for i, edition := range []*cross2.Edition{e, with} {
			if got := must[cross2.Line](t)(counterparty.Threshold(edition, counterparty.PropertyHolder, dec(assets))).Amount().String(); got != want[i] {
				t.Errorf("%s, %d: got %s, want %s", assets, i, got, want[i])
			}
		}
	}
	_, err = counterparty.Threshold(e, "bank", dec("0"))
	wantText(t, err, "holder: must be one of life, property (got bank)\ntotalAssets: must be positive (got 0)")
	if _, err := counterparty.Threshold(nil, counterparty.LifeHolder, dec("1e9")); err == nil {
		t.Error("no edition: no error")
	}
}

func TestConcentrated(t *testing.T) {
	e := edition(t)
	// 2 billion of a property company: the threshold is 160 million.
	holdings := []counterparty.Holding{
		{Counterparty: "A", Book: dec("100000000")},
		{Counterparty: "B", Book: dec("160000000")},
		{Counterparty: "A", Book: dec("60000000.01")},
		{Counterparty: "State", Book: dec("900000000"), Exempt: counterparty.Government},
		{Counterparty: "C", Book: dec("160000000")},
	}
	c := must[counterparty.Concentration](t)(counterparty.Concentrated(e, counterparty.PropertyHolder, dec("2000000000"), holdings))
	var got []string
	for _, x := range c.Exposures {
		got = append(got, fmt.Sprint(x.Counterparty, " ", x.Book, " ", x.Above))
	}
	if want := []string{"A 160000000.01 true", "B 160000000 false", "C 160000000 false"}; !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
	if !c.Above("A") || c.Above("B") || c.Above("State") || c.Above("nobody") {
		t.Error("Above")
	}
	// Every exemption takes out, and small companies have no threshold.
	for _, x := range []counterparty.Exemption{
		counterparty.Government, counterparty.PolicyIssuer, counterparty.LargeBank, counterparty.MoneyProduct, counterparty.OwnGroup, counterparty.GroupProduct, counterparty.InvestmentProperty, counterparty.Futures,
	} {
		c := must[counterparty.Concentration](t)(counterparty.Concentrated(e, counterparty.PropertyHolder, dec("2000000000"), []counterparty.Holding{{Counterparty: "A", Book: dec("1e10"), Exempt: x}}))
		if len(c.Exposures) != 0 {
			t.Errorf("%s counts", x)
		}
	}
	small := must[counterparty.Concentration](t)(counterparty.Concentrated(e, counterparty.PropertyHolder, dec("499999999"), holdings))
	if small.Above("A") || !small.Threshold.IsZero() || len(small.Exposures) != 3 {
		t.Errorf("small: got %+v", small)
	}
	_, err := counterparty.Concentrated(e, counterparty.PropertyHolder, dec("2000000000"), []counterparty.Holding{{Book: dec("-1"), Exempt: "x"}})
	wantText(t, err, "holdings[0].counterparty: must not be empty\nholdings[0].book: must not be negative (got -1)\nholdings[0].exempt: must be one of government, policy-issuer, large-bank, money-product, own-group, group-product, investment-property, futures (got x)")
}

func TestPropertyConcentrated(t *testing.T) {
	for property, want := range map[string]bool{"0": false, "25": false, "25.01": true} {
		if got := must[bool](t)(counterparty.PropertyConcentrated(edition(t), dec(property), dec("100"))); got != want {
			t.Errorf("%s: got %v", property, got)
		}
	}
	_, err := counterparty.PropertyConcentrated(edition(t), dec("-1"), dec("0"))
	wantText(t, err, "property: must not be negative (got -1)\ntotalAssets: must be positive (got 0)")
	if _, err := counterparty.PropertyConcentrated(nil, dec("1"), dec("1")); err == nil {
		t.Error("no edition: no error")
	}
}

func TestClassConcentrated(t *testing.T) {
	early := must[*cross2.Edition](t)(cross2.At(day(t, "2024-12-31")))
	for _, tt := range []struct {
		e            *cross2.Edition
		class        counterparty.Class
		book         string
		limit, ratio *decimal.Decimal
		want         counterparty.Measure
	}{
		{edition(t), counterparty.EquityClass, "30", nil, some("1.5"), counterparty.Within},
		{edition(t), counterparty.EquityClass, "30.01", nil, some("1.5"), counterparty.AboveRatio},
		{edition(t), counterparty.EquityClass, "20.01", nil, some("1.4999"), counterparty.AboveRatio},
		{edition(t), counterparty.EquityClass, "50", nil, some("3.5"), counterparty.Within},
		{edition(t), counterparty.EquityClass, "1", nil, nil, counterparty.NotMeasured},
		{edition(t), counterparty.EquityClass, "20.01", some("0.2"), some("3.5"), counterparty.AboveRatio},
		{early, counterparty.EquityClass, "90", nil, some("1"), counterparty.NotMeasured},
		{early, counterparty.EquityClass, "30", some("0.3"), some("1"), counterparty.Within},
		{edition(t), counterparty.OtherFinancial, "90", nil, some("1"), counterparty.NotMeasured},
		{edition(t), counterparty.OverseasClass, "15.01", some("0.15"), nil, counterparty.AboveRatio},
	} {
		if got := must[counterparty.Measure](t)(counterparty.ClassConcentrated(tt.e, tt.class, dec(tt.book), dec("100"), tt.limit, tt.ratio)); got != tt.want {
			t.Errorf("%+v: got %s", tt, got)
		}
	}
	_, err := counterparty.ClassConcentrated(edition(t), "cash", dec("-1"), dec("0"), some("2"), some("1e99"))
	wantText(t, err, "class: must be one of equity, other-financial, overseas (got cash)\nbook: must not be negative (got -1)\ntotalAssets: must be positive (got 0)\nlimit: must be in [0, 1] (got 2)\nsolvencyRatio: has too many digits (got 1E99)")
	if _, err := counterparty.ClassConcentrated(nil, counterparty.EquityClass, dec("1"), dec("1"), nil, nil); err == nil {
		t.Error("no edition: no error")
	}
}

func TestEligible(t *testing.T) {
	panel := []counterparty.Reinsurer{
		{ID: "weak", Home: counterparty.Domestic, Ratio: some("1.4999"), Branch: true, Direct: true},
		{ID: "home", Home: counterparty.Domestic, Ratio: some("1.5")},
		{ID: "unknown", Home: counterparty.Domestic},
		{ID: "abroad", Home: counterparty.Overseas, Met: yes(), Ratings: rated(t, "A-")},
		{ID: "low", Home: counterparty.Overseas, Met: no(), Ratings: rated(t, "BBB+")},
		{ID: "unrated", Home: counterparty.HongKong, Met: yes()},
	}
	c := counterparty.Criteria{
		Homes: []counterparty.Home{counterparty.Domestic, counterparty.Overseas}, Rating: "A-", Ratio: some("1.5"), Met: true, Entity: true, Professional: true, Excluded: []string{"unknown"},
	}
	eligible, refused, err := counterparty.Eligible(panel, c, day(t, "2026-03-31"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range refused {
		got = append(got, r.Reinsurer+": "+strings.Join(r.Reasons, "; "))
	}
	want := []string{
		"low: rating is BBB+, below A-; not known to meet the requirements of its home",
		"unknown: no solvency ratio; excluded",
		"unrated: home is hong-kong; no rating within a year",
		"weak: solvency ratio is 1.4999, below 1.5; no legal entity of its own; a direct insurer",
	}
	if !slices.Equal(got, want) || !slices.Equal(eligible, []string{"abroad", "home"}) {
		t.Errorf("got %q and %q", eligible, got)
	}
	eligible, refused, err = counterparty.Eligible(panel, counterparty.Criteria{}, day(t, "2026-03-31"))
	if err != nil || len(eligible) != 6 || len(refused) != 0 {
		t.Errorf("no criteria: got %q, %q, %v", eligible, refused, err)
	}
	_, _, err = counterparty.Eligible([]counterparty.Reinsurer{{ID: "x"}}, counterparty.Criteria{Homes: []counterparty.Home{"moon"}, Rating: "Aa3", Ratio: some("-1")}, cede.Date{})
	wantText(t, err, "panel[0].home: must be one of domestic, overseas, hong-kong\ncriteria.homes[0]: must be one of domestic, overseas, hong-kong (got moon)\ncriteria.rating: must be a grade of the rules, such as A- (got Aa3)\ncriteria.ratio: must not be negative (got -1)\nreporting: must not be empty")
}

func TestLaws(t *testing.T) {
	e := edition(t)
	random := func(seed uint64) counterparty.Ledger {
		m := rand.New(rand.NewPCG(seed, 9))
		maybe := func() *bool { return []*bool{nil, yes(), no()}[m.IntN(3)] }
		l := counterparty.Ledger{
			Cedent:  []counterparty.Cedent{counterparty.Insurer, counterparty.Retrocedent}[m.IntN(2)],
			Options: counterparty.Options{Band: []asset.Band{"", asset.Bounded, asset.Unbounded}[m.IntN(3)]},
		}
		for i := range 1 + m.IntN(6) {
			r := counterparty.Reinsurer{ID: fmt.Sprint("R", i), Home: []counterparty.Home{counterparty.Domestic, counterparty.Overseas, counterparty.HongKong}[m.IntN(3)], Direct: m.IntN(2) == 0, Concentrated: m.IntN(3) == 0}
			if r.Home == counterparty.Domestic {
				r.Branch = m.IntN(2) == 0
				if m.IntN(4) > 0 {
					x := decimal.New(m.Int64N(300), -2)
					r.Ratio = &x
				}
			} else {
				r.Met, r.Transparent = maybe(), m.IntN(2) == 0
				if m.IntN(3) > 0 {
					r.Ratings = rated(t, []string{"AAA", "AA", "A-", "BBB", "B", "C"}[m.IntN(6)])
				}
			}
			l.Reinsurers = append(l.Reinsurers, r)
		}
		for i := range m.IntN(8) {
			c := counterparty.Cession{
				ID: fmt.Sprint("C", i), Receivable: decimal.New(m.Int64N(2e9)-1e9, -2), Reserves: decimal.New(m.Int64N(2e9)-5e8, -2), Collateral: decimal.New(m.Int64N(2)*m.Int64N(1e9), -2),
				Net: m.IntN(3) == 0, OnExchange: m.IntN(3) == 0,
			}
			for _, j := range m.Perm(len(l.Reinsurers))[:1+m.IntN(len(l.Reinsurers))] {
				c.Reinsurers = append(c.Reinsurers, l.Reinsurers[j].ID)
				if m.IntN(3) > 0 {
					break
				}
			}
			c.CatastropheBond = m.IntN(4) == 0 && !slices.ContainsFunc(l.Reinsurers, func(r counterparty.Reinsurer) bool {
				return r.Home == counterparty.Domestic && slices.Contains(c.Reinsurers, r.ID)
			})
			l.Cessions = append(l.Cessions, c)
		}
		return l
	}
	capital := func(l counterparty.Ledger) decimal.Decimal {
		return must[cross2.Line](t)(l.Capital(e)).Amount()
	}
	proptest.Check(t, "a charge is between nothing and the exposure", prop.ForAll(func(seed uint64) bool {
		l := random(seed)
		for i, line := range must[[]cross2.Line](t)(l.Charges(e)) {
			c := l.Cessions[i] // named in the order of the list
			exposure := decimal.Max(c.Receivable, decimal.Decimal{}).Add(decimal.Max(c.Reserves, decimal.Decimal{}))
			if c.Net {
				exposure = decimal.Max(c.Receivable.Add(c.Reserves), decimal.Decimal{})
			}
			if line.Amount().IsNegative() || line.Amount().GreaterThan(exposure) {
				return false
			}
		}
		return true
	}, gen.UInt64()))
	proptest.Check(t, "collateral and data never cost", prop.ForAll(func(seed uint64) bool {
		l := random(seed)
		better := l
		better.Cessions = slices.Clone(l.Cessions)
		for i := range better.Cessions {
			better.Cessions[i].Collateral = better.Cessions[i].Collateral.Add(dec("1000"))
		}
		better.Reinsurers = slices.Clone(l.Reinsurers)
		for i := range better.Reinsurers {
			if r := &better.Reinsurers[i]; r.Home == counterparty.Domestic && r.Ratio == nil {
				r.Ratio = some("1.2")
			} else if r.Home != counterparty.Domestic && r.Met == nil {
				r.Met = yes()
			}
		}
		return capital(better).LessThanOrEqual(capital(l))
	}, gen.UInt64()))
	proptest.Check(t, "the order of the lists reaches no figure and amounts scale exactly", prop.ForAll(func(seed uint64) bool {
		l := random(seed)
		turned := l
		turned.Cessions, turned.Reinsurers = slices.Clone(l.Cessions), slices.Clone(l.Reinsurers)
		slices.Reverse(turned.Cessions)
		slices.Reverse(turned.Reinsurers)
		thousand := l
		thousand.Cessions = slices.Clone(l.Cessions)
		for i := range thousand.Cessions {
			c := &thousand.Cessions[i]
			c.Receivable, c.Reserves, c.Collateral = c.Receivable.Shift(3), c.Reserves.Shift(3), c.Collateral.Shift(3)
		}
		return capital(turned).Equal(capital(l)) && capital(thousand).Equal(capital(l).Shift(3))
	}, gen.UInt64()))
	proptest.Check(t, "above the floor the threshold is continuous and increasing and concave", prop.ForAll(func(wan int64, life bool) bool {
		holder := counterparty.PropertyHolder
		if life {
			holder = counterparty.LifeHolder
		}
		at := func(n int64) *big.Rat {
			return must[cross2.Line](t)(counterparty.Threshold(e, holder, decimal.New(n, 4))).Amount().Rat()
		}
		first, second := new(big.Rat).Sub(at(wan+1), at(wan)), new(big.Rat).Sub(at(wan+2), at(wan+1))
		return first.Sign() > 0 && first.Cmp(big.NewRat(800, 1)) <= 0 && second.Cmp(first) <= 0 && second.Sign() > 0
	}, gen.Int64Range(50_000, 20_000_000), gen.Bool()))
}

// 1,000 cessions to 100 reinsurers, half of them abroad with collateral.
func BenchmarkCharges(b *testing.B) {
	l := counterparty.Ledger{Cedent: counterparty.Insurer}
	for i := range 100 {
		r := counterparty.Reinsurer{ID: fmt.Sprint("R", i), Home: counterparty.Domestic, Ratio: some("1.8")}
		if i%2 == 0 {
			r = counterparty.Reinsurer{ID: fmt.Sprint("R", i), Home: counterparty.Overseas, Met: yes(), Transparent: true}
		}
		l.Reinsurers = append(l.Reinsurers, r)
	}
	for i := range 1000 {
		l.Cessions = append(l.Cessions, counterparty.Cession{ID: fmt.Sprintf("C%04d", i), Reinsurers: []string{fmt.Sprint("R", i%100)}, Receivable: dec("1234.56"), Reserves: dec("98765.43"), Collateral: dec("5000")})
	}
	e := edition(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := l.Charges(e); err != nil {
			b.Fatal(err)
		}
	}
}

// A million holdings of ten thousand counterparties: bounded by the map of sums.
func BenchmarkConcentrated(b *testing.B) {
	holdings := make([]counterparty.Holding, 1_000_000)
	names := make([]string, 10_000)
	for i := range names {
		names[i] = fmt.Sprint("N", i)
	}
	for i := range holdings {
		holdings[i] = counterparty.Holding{Counterparty: names[i%len(names)], Book: dec("1234.56")}
	}
	e := edition(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := counterparty.Concentrated(e, counterparty.LifeHolder, dec("1e11"), holdings); err != nil {
			b.Fatal(err)
		}
	}
}
