package xol_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

// A fault is a cover and the text of its error; an empty text is none.
type fault struct {
	name  string
	terms treaty.Terms
	want  string
}

// faults checks what terms say of themselves, and that terms without a fault make a program.
func faults(t *testing.T, list []fault) {
	t.Helper()
	for _, tt := range list {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, text(tt.terms.Validate())); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.want, text(tt.terms.Canonical().Validate())); diff != "" {
				t.Errorf("canonical (-want +got):\n%s", diff)
			}
			if tt.want == "" {
				if _, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{contract("XL", 1, tt.terms)}}); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

// under puts every line of a text under a path.
func under(path, text string) string {
	if text == "" {
		return ""
	}
	return path + strings.ReplaceAll(text, "\n", "\n"+path)
}

// priceOf lists what the layers of a program charge, "kind date amount", with the loss where it stands at one.
func priceOf(r *treaty.Result) string {
	var list []string
	for c := range r.Charges() {
		list = append(list, strings.Join(strings.Fields(fmt.Sprint(c.Kind, " ", c.Loss, " ", c.Date, " ", c.Charged)), " "))
	}
	return strings.Join(list, ", ")
}

func TestPremium_validate(t *testing.T) {
	at := func(date, amount string) xol.Instalment {
		i := xol.Instalment{Amount: yuan(amount)}
		if date != "" {
			i.Date = day(date)
		}
		return i
	}
	hostile := new(decimal.New(1, 10_000))
	swing := func(loading, least, most string, history ...xol.Burnt) xol.Premium {
		return xol.Premium{Swing: &xol.Swing{Loading: yuan(loading), Minimum: yuan(least), Maximum: yuan(most), History: history}}
	}
	var list []fault
	for _, tt := range []struct {
		name    string
		premium xol.Premium
		want    string
	}{
		{"nothing", xol.Premium{}, "deposit: must not be empty without a rate or swing"},
		{"a deposit", xol.Premium{Deposit: some("100")}, ""},
		{"a deposit of nothing", xol.Premium{Deposit: some("0")}, ""},
		{"a deposit below zero", xol.Premium{Deposit: some("-0.01")}, "deposit: must not be negative (got -0.01)"},
		{"a rate", xol.Premium{Rate: some("0.000000000000000001")}, ""},
		{"a rate of zero", xol.Premium{Rate: some("0")}, "rate: must be positive (got 0)"},
		{"a rate below zero", xol.Premium{Rate: some("-0.1")}, "rate: must be positive (got -0.1)"},
		{"a rate with all beside it", xol.Premium{
			Deposit: some("80"), Rate: some("0.1"), Minimum: some("0.01"), Subject: xol.PremiumGross, Basis: xol.PremiumWritten, NoClaims: some("1"), Brokerage: some("0"),
		}, ""},
		{"a minimum of zero", xol.Premium{Rate: some("0.1"), Minimum: some("0")}, "minimum: must be positive (got 0)"},
		{
			"what only a rate needs",
			xol.Premium{Minimum: some("1"), Subject: xol.PremiumNet, Basis: xol.PremiumEarned},
			"deposit: must not be empty without a rate or swing\nminimum: must be absent without a rate or swing (got 1)\n" +
				"subject: must be absent without a rate or swing (got net)\nbasis: must be absent without a rate or swing (got earned)",
		},
		{
			"unknown readings",
			xol.Premium{Rate: some("0.1"), Subject: "after", Basis: "paid"},
			"subject: must be one of net, gross (got after)\nbasis: must be one of earned, written (got paid)",
		},
		{"a rate and a swing", xol.Premium{Rate: some("0.1"), Swing: swing("1", "0", "1").Swing}, "swing: must be absent beside a rate"},
		{"all of it back without claims", xol.Premium{Deposit: some("1"), NoClaims: some("1")}, ""},
		{"none of it back", xol.Premium{Deposit: some("1"), NoClaims: some("0")}, "noClaims: must be in (0, 1] (got 0)"},
		{"more than all of it back", xol.Premium{Deposit: some("1"), NoClaims: some("1.01")}, "noClaims: must be in (0, 1] (got 1.01)"},
		{"nearly all for brokers", xol.Premium{Deposit: some("1"), Brokerage: some("0.999999999999999999")}, ""},
		{"all for brokers", xol.Premium{Deposit: some("1"), Brokerage: some("1")}, "brokerage: must be in [0, 1) (got 1)"},
		{"brokers pay", xol.Premium{Deposit: some("1"), Brokerage: some("-0.1")}, "brokerage: must be in [0, 1) (got -0.1)"},
		{
			"hostile numbers",
			xol.Premium{Deposit: hostile, Rate: hostile, Minimum: hostile, NoClaims: hostile, Brokerage: hostile},
			"deposit: has too many digits (got 1E10000)\nrate: has too many digits (got 1E10000)\nminimum: has too many digits (got 1E10000)\n" +
				"noClaims: has too many digits (got 1E10000)\nbrokerage: has too many digits (got 1E10000)",
		},

		{"instalments", xol.Premium{Deposit: some("100"), Instalments: []xol.Instalment{at("2026-01-01", "60"), at("2026-07-01", "40.00")}}, ""},
		{"two on a day", xol.Premium{Deposit: some("100"), Instalments: []xol.Instalment{at("2026-01-01", "60"), at("2026-01-01", "40")}}, ""},
		{
			"one fen short",
			xol.Premium{Deposit: some("100"), Instalments: []xol.Instalment{at("2026-01-01", "60"), at("2026-07-01", "39.99")}},
			"instalments: must add up to the deposit, 100 (got 99.99)",
		},
		{
			"one fen too much",
			xol.Premium{Deposit: some("100"), Instalments: []xol.Instalment{at("2026-01-01", "60"), at("2026-07-01", "40.01")}},
			"instalments: must add up to the deposit, 100 (got 100.01)",
		},
		{
			"out of order",
			xol.Premium{Deposit: some("100"), Instalments: []xol.Instalment{at("2026-01-02", "60"), at("2026-01-01", "40")}},
			"instalments[1].date: must not be before the instalment before, 2026-01-02 (got 2026-01-01)",
		},
		{
			"without a date and of nothing",
			xol.Premium{Deposit: some("100"), Instalments: []xol.Instalment{at("2026-01-01", "100"), at("", "0")}},
			"instalments[1].amount: must be positive (got 0)\ninstalments[1].date: must not be empty",
		},
		{
			"without a deposit",
			xol.Premium{Rate: some("0.1"), Instalments: []xol.Instalment{at("2026-01-01", "100")}},
			"instalments: must be absent without a deposit",
		},
		{
			"of a deposit that is no number",
			xol.Premium{Deposit: hostile, Instalments: []xol.Instalment{at("2026-01-01", "100")}},
			"deposit: has too many digits (got 1E10000)",
		},

		{"a swing between equal rates", swing("1.25", "0.05", "0.05"), ""},
		{"a swing from nothing", swing("0.01", "0", "0.000000000000000001"), ""},
		{"a swing upside down", swing("1", "0.08", "0.02"), "swing.minimum: must not be above the maximum, 0.02 (got 0.08)"},
		{
			"a swing of nothing", swing("0", "-0.01", "0"),
			"swing.loading: must be positive (got 0)\nswing.minimum: must not be negative (got -0.01)\nswing.maximum: must be positive (got 0)",
		},
		{"a year of nothing before", swing("1", "0", "1", xol.Burnt{}), ""},
		{
			"a year below zero before", swing("1", "0", "1", xol.Burnt{}, xol.Burnt{Premium: yuan("-1"), Losses: yuan("-2")}),
			"swing.history[1].premium: must not be negative (got -1)\nswing.history[1].losses: must not be negative (got -2)",
		},
	} {
		list = append(list, fault{tt.name, xol.PerRisk{Layers: []xol.Layer{{Premium: &tt.premium}}}, under("layers[0].premium.", tt.want)})
	}
	faults(t, list)
}

// Amounts of the price that are no count of minor units are refused when the program is made.
func TestNewProgram_premium(t *testing.T) {
	const at = "contracts[0].sections[0].terms.layers[0].premium."
	for _, tt := range []struct {
		name    string
		premium xol.Premium
		want    string
	}{
		{
			"finer than the fen",
			xol.Premium{
				Deposit: some("0.01"), Instalments: []xol.Instalment{{Date: day("2026-01-01"), Amount: yuan("0.005")}, {Date: day("2026-02-01"), Amount: yuan("0.005")}},
				Minimum: some("0.001"), Swing: &xol.Swing{Loading: yuan("1"), Maximum: yuan("1"), History: []xol.Burnt{{}, {Premium: yuan("0.002"), Losses: yuan("0.003")}}},
			},
			"minimum: must have at most 2 decimal places (got 0.001)\n" +
				"instalments[0].amount: must have at most 2 decimal places (got 0.005)\ninstalments[1].amount: must have at most 2 decimal places (got 0.005)\n" +
				"swing.history[1].premium: must have at most 2 decimal places (got 0.002)\nswing.history[1].losses: must have at most 2 decimal places (got 0.003)",
		},
		{"beyond 64 bits", xol.Premium{Deposit: some("92233720368547758.08")}, "deposit: must fit 64 bits of minor units (got 92233720368547758.08)"},
		{"the largest", xol.Premium{Deposit: some("92233720368547758.07")}, ""},
		{
			"a history beyond 64 bits",
			xol.Premium{Swing: &xol.Swing{Loading: yuan("1"), Maximum: yuan("1"), History: []xol.Burnt{{Losses: yuan("92233720368547758.07")}, {Losses: yuan("0.01")}}}},
			"swing.history: must add up to 64 bits of minor units",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{
				contract("XL", 1, xol.PerRisk{Layers: []xol.Layer{{Premium: &tt.premium}}}),
			}})
			if diff := cmp.Diff(under(at, tt.want), text(err)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// What the premium is at the ends of its terms, each by hand.
func TestPremium(t *testing.T) {
	rate := func(rate, least string) *xol.Premium {
		p := &xol.Premium{Rate: some(rate)}
		if least != "" {
			p.Minimum = some(least)
		}
		return p
	}
	with := func(p *xol.Premium, change func(*xol.Premium)) *xol.Premium {
		change(p)
		return p
	}
	swing := func(loading, least, most string) *xol.Premium {
		return &xol.Premium{Swing: &xol.Swing{Loading: yuan(loading), Minimum: yuan(least), Maximum: yuan(most)}}
	}
	for _, tt := range []struct {
		name           string
		premium        *xol.Premium
		share          string
		subject, claim string
		want           string
	}{
		{"a deposit alone", &xol.Premium{Deposit: some("100")}, "1", "0", "0", "deposit 2026-01-01 100"},
		{"no deposit, no premium", rate("0.01", ""), "1", "0", "0", ""},
		{"above the minimum by a fen", rate("0.01", "9.99"), "1", "1000", "0", "adjustment 2026-12-31 10"},
		{"at the minimum", rate("0.01", "10"), "1", "1000", "0", "adjustment 2026-12-31 10"},
		{"below it", rate("0.01", "10.01"), "1", "1000", "0", "adjustment 2026-12-31 10.01"},
		{"the minimum of nothing", rate("0.01", "10"), "1", "0", "0", "adjustment 2026-12-31 10"},
		{
			"a deposit above the premium comes back", with(rate("0.01", ""), func(p *xol.Premium) { p.Deposit = some("12") }), "1", "1000", "0",
			"deposit 2026-01-01 12, adjustment 2026-12-31 -2",
		},
		{
			"a deposit that is the premium", with(rate("0.01", ""), func(p *xol.Premium) { p.Deposit = some("10") }), "1", "1000", "0",
			"deposit 2026-01-01 10",
		},
		// 0.005 × 1 is half a fen, and rounded up; half of 3 fen is 1.5, and of 3 + 2 fen 2.5: 2 and 1.
		{"half a fen", rate("0.005", ""), "1", "1", "0", "adjustment 2026-12-31 0.01"},
		{
			"half of it, as differences of rounded sums", with(rate("0.05", ""), func(p *xol.Premium) { p.Deposit = some("0.03") }), "0.5", "1", "0",
			"deposit 2026-01-01 0.02, adjustment 2026-12-31 0.01",
		},
		{"a bonus on the whole premium", with(rate("0.01", ""), func(p *xol.Premium) { p.NoClaims, p.Deposit = some("0.25"), some("8") }), "0.5", "1000", "100", // at the attachment
			"deposit 2026-01-01 4, adjustment 2026-12-31 1, no-claims-bonus 2026-12-31 -1.25"},
		{
			"no bonus after a fen", with(rate("0.01", ""), func(p *xol.Premium) { p.NoClaims, p.Deposit = some("0.25"), some("8") }), "0.5", "1000", "100.01",
			"deposit 2026-01-01 4, adjustment 2026-12-31 1",
		},
		{
			"brokerage of each, of the bonus too", with(&xol.Premium{Deposit: some("10")}, func(p *xol.Premium) { p.NoClaims, p.Brokerage = some("0.5"), some("0.1") }), "1", "0", "0",
			"deposit 2026-01-01 10, brokerage 2026-01-01 1, no-claims-bonus 2026-12-31 -5, brokerage 2026-12-31 -0.5",
		},

		// Losses to the layer are those above 100; subject premium 1,000.
		{"a swing without losses", swing("1.25", "0.02", "0.08"), "1", "1000", "0", "adjustment 2026-12-31 20"},
		{"at its minimum", swing("1.25", "0.02", "0.08"), "1", "1000", "116", "adjustment 2026-12-31 20"}, // 16 × 1.25
		{"above it", swing("1.25", "0.02", "0.08"), "1", "1000", "116.8", "adjustment 2026-12-31 21"},     // 16.8 × 1.25
		{"below its maximum", swing("1.25", "0.02", "0.08"), "1", "1000", "163.2", "adjustment 2026-12-31 79"},
		{"at its maximum", swing("1.25", "0.02", "0.08"), "1", "1000", "164", "adjustment 2026-12-31 80"},
		{"above its maximum", swing("1.25", "0.02", "0.08"), "1", "1000", "900", "adjustment 2026-12-31 80"},
		{"losses without premium", swing("1.25", "0.02", "0.08"), "1", "0", "900", ""},
		{"its losses are before the share", swing("1.25", "0.02", "0.08"), "0.5", "1000", "140", "adjustment 2026-12-31 25"}, // half of 40 × 1.25
		{"with a minimum amount", with(swing("1.25", "0.02", "0.08"), func(p *xol.Premium) { p.Minimum = some("30") }), "1", "1000", "116", "adjustment 2026-12-31 30"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			layer := xol.Layer{Attachment: yuan("100"), Share: some(tt.share), Premium: tt.premium}
			r := apply(property(tt.subject, on("2026-05-01", "fire", tt.claim)), contract("XL", 1, xol.PerEvent{Layers: []xol.Layer{layer}}))
			equal(t, "charges", priceOf(r), tt.want)
		})
	}
}

// Instalments are differences of rounded sums where they are finer than the unit, or are converted: they add up to the deposit.
func TestPremium_instalments(t *testing.T) {
	layer := func(deposit string, parts ...string) xol.Layer {
		p := &xol.Premium{Deposit: some(deposit)}
		for i, part := range parts {
			p.Instalments = append(p.Instalments, xol.Instalment{Date: day(fmt.Sprintf("2026-%02d-01", 3*i+1)), Amount: yuan(part)})
		}
		return xol.Layer{Premium: p}
	}
	// Sums 3.335, 6.67, 10 are 3.34, 6.67, 10.00.
	program, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Entry: treaty.EntryRound, Contracts: []treaty.Contract{
		contract("XL", 1, xol.PerEvent{Layers: []xol.Layer{layer("10", "3.335", "3.335", "3.33")}}),
	}})
	if err != nil {
		t.Fatal(err)
	}
	checked, err := treaty.NewBook(treaty.BookSpec{Currency: "CNY"})
	if err != nil {
		t.Fatal(err)
	}
	r, err := program.Apply(t.Context(), checked)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "rounded on entry", priceOf(r), "deposit 2026-01-01 3.34, deposit 2026-04-01 3.33, deposit 2026-07-01 3.33")

	// 7.5 × 0.01, 0.02 and 0.03 are 0.075, 0.15 and 0.225: 8, 15 and 23 fen.
	c := contract("XL", 1, xol.PerEvent{Layers: []xol.Layer{layer("0.03", "0.01", "0.01", "0.01")}})
	c.Currency, c.ExchangeRate = "USD", some("7.5")
	equal(t, "converted", priceOf(apply(treaty.BookSpec{}, c)), "deposit 2026-01-01 0.08, deposit 2026-04-01 0.07, deposit 2026-07-01 0.08")
}

// What is due on a day is charged on that day: 20 on 1 January and 10 on 1 July.
func TestPremium_dueOnTheDay(t *testing.T) {
	c := contract("XL", 1, xol.PerEvent{Layers: []xol.Layer{{Premium: &xol.Premium{Deposit: some("30"), Instalments: []xol.Instalment{
		{Date: day("2026-01-01"), Amount: yuan("20")}, {Date: day("2026-07-01"), Amount: yuan("10")},
	}}}}})
	for at, want := range map[string]string{"2025-12-31": "0", "2026-01-01": "20", "2026-06-30": "20", "2026-07-01": "30"} {
		equal(t, at, resultAt(t, at, treaty.BookSpec{}, c).Price().Premium.String(), want)
	}
}

// Subject premium is of the section's scope and basis, net of what the subject of the contract is net of.
func TestPremium_subject(t *testing.T) {
	priced := func(subject treaty.Subject, of ...string) treaty.Contract {
		c := contract("XL", 3, xol.PerEvent{Layers: []xol.Layer{{Attachment: yuan("100"), Premium: &xol.Premium{Rate: some("0.1")}}}})
		c.Subject, c.NetOf = subject, of
		return c
	}
	book := func() treaty.BookSpec {
		b := treaty.BookSpec{Risks: []treaty.Risk{risk("fire", "fire"), risk("motor", "motor")}}
		b.Risks[0].Premium, b.Risks[1].Premium = yuan("1,000"), yuan("500")
		return b
	}
	first, second := contract("first", 1, quotaShare("0.4")), contract("second", 2, quotaShare("0.5"))
	only := priced("")
	only.Sections[0].Scope.Include.Lines = []string{"motor"}
	attaching := priced("")
	attaching.Sections[0].Basis = treaty.RisksAttaching
	attaching.Period.From = day("2026-01-02") // after both policies began
	for _, tt := range []struct {
		name string
		c    treaty.Contract
		want string
	}{
		{"net", priced(""), "45"}, // 1,500 × 0.6 × 0.5 = 450
		{"gross", priced(treaty.SubjectGross), "150"},
		{"net of the first", priced(treaty.SubjectNetOf, "first"), "90"},
		{"net of the second", priced(treaty.SubjectNetOf, "second"), "105"}, // 450 of 900 was ceded
		{"motor", only, "15"},                                               // 500 × 0.3
		{"risks attaching later", attaching, "0"},                           // the quota shares are not asked
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := apply(book(), first, second, tt.c)
			equal(t, "premium", r.Price().Premium.String(), tt.want)
		})
	}
}

// A placement of half the contract halves the charge; each is the difference of rounded placed sums.
func TestPremium_placement(t *testing.T) {
	c := contract("XL", 1, xol.PerEvent{Layers: []xol.Layer{{Premium: &xol.Premium{
		Deposit: some("0.03"), Instalments: []xol.Instalment{{Date: day("2026-01-01"), Amount: yuan("0.01")}, {Date: day("2026-07-01"), Amount: yuan("0.02")}},
	}}}})
	c.Placement.Lines[0].Share = yuan("0.5")
	r := apply(treaty.BookSpec{}, c)
	equal(t, "half", priceOf(r), "deposit 2026-01-01 0.01, deposit 2026-07-01 0.01") // sums 0.005 and 0.015 are 1 and 2 fen
}
