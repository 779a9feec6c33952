package treaty_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/gens"
	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	godiff "github.com/google/go-cmp/cmp"
	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/prop"
)

// datedSpec is a contract of three years that takes no more fire from July 2027 on, in whole yuan.
func datedSpec(t *testing.T, basis treaty.Basis, terms treaty.Terms) treaty.Spec {
	t.Helper()
	c := lawContract(t, "C", treaty.Section{
		Basis: basis, Terms: terms,
		Scope: treaty.Scope{ExcludeFrom: []treaty.DatedExclusion{{From: lawDay(t, "2027-07-01"), Exclude: treaty.Selection{Lines: []string{"fire"}}}}},
	})
	c.Period = treaty.Period{From: lawDay(t, "2026-01-01"), To: lawDay(t, "2028-12-31")}
	return lawUnitSpec(c)
}

// datedBook has policies of 365 days, or 366 in a leap year, with a yuan of premium a day.
func datedBook(t *testing.T) treaty.BookSpec {
	t.Helper()
	risk := func(id, line, from string) treaty.Risk {
		day := lawDay(t, from)
		return treaty.Risk{
			ID: id, Line: line, SumInsured: lawDec("1000"), Premium: lawDec("365"), Period: treaty.Period{From: day, To: day.AddDays(364)},
		}
	}
	loss := func(id, risk, event, day, reported string) treaty.Loss {
		return treaty.Loss{ID: id, Risk: risk, Event: event, Date: lawDay(t, day), Reported: lawDay(t, reported), Positions: []treaty.Position{{Paid: lawDec("100")}}}
	}
	return treaty.BookSpec{
		Currency: "CNY",
		Risks: []treaty.Risk{
			risk("before", "fire", "2026-01-01"), risk("astride", "fire", "2027-01-01"), risk("last", "fire", "2027-06-30"),
			risk("after", "fire", "2027-07-01"), risk("cargo", "cargo", "2027-01-01"),
		},
		Events: []treaty.Event{{ID: "e"}},
		Losses: []treaty.Loss{
			loss("1", "astride", "e", "2027-06-30", "2027-06-30"),
			loss("2", "astride", "e", "2027-07-01", "2027-07-01"),
			loss("3", "last", "", "2027-06-30", "2027-07-01"),
			loss("4", "cargo", "", "2027-07-01", "2027-07-01"),
			loss("5", "last", "", "2028-02-01", "2028-02-01"),
		},
	}
}

// datedLines is what the contract cedes by risk, sum insured and premium, and by loss, and what it says of exclusions.
func datedLines(r *treaty.Result) []string {
	var out []string
	for x := range r.Risks() {
		out = append(out, fmt.Sprintf("%s %s %s", x.Risk, x.Ceded.SumInsured, x.Ceded.Premium))
	}
	for x := range r.Losses() {
		out = append(out, fmt.Sprintf("%s %s", x.Loss, x.Ceded))
	}
	for x := range r.Exclusions() {
		out = append(out, fmt.Sprintf("without %s%s from %s: %s, %s", x.Risk, x.Loss, x.From, x.Term, x.Reason))
	}
	return out
}

func TestDatedExclusion(t *testing.T) {
	const from = " from 2027-07-01: scope.excludeFrom.lines, fire is excluded from 2027-07-01"
	for _, tt := range []struct {
		name  string
		basis treaty.Basis
		want  []string
	}{
		{
			// The policy astride is earned for 181 days, from January to June, half of which is 90.5; the last one for a day.
			"losses occurring", treaty.LossesOccurring, []string{
				"after 0 0", "astride 500 91", "before 500 183", "cargo 500 183", "last 500 1",
				"1 50", "3 50", "2 0", "4 50", "5 0",
				"without after" + from, "without astride" + from, "without last" + from, "without 2" + from, "without 5" + from,
			},
		},
		{
			"claims made", treaty.ClaimsMade, []string{
				"after 0 0", "astride 500 91", "before 500 183", "cargo 500 183", "last 500 1",
				"1 50", "3 0", "2 0", "4 50", "5 0",
				"without after" + from, "without astride" + from, "without before" + from, "without last" + from,
				"without 3" + from, "without 2" + from, "without 5" + from,
			},
		},
		{
			"risks attaching", treaty.RisksAttaching, []string{
				"after 0 0", "astride 500 183", "before 500 183", "cargo 500 183", "last 500 183",
				"1 50", "3 50", "2 50", "4 50", "5 50",
				"without after" + from,
			},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := lawMustApply(t, datedSpec(t, tt.basis, proportional.QuotaShare{Share: lawDec("0.5")}), datedBook(t))
			if d := godiff.Diff(tt.want, datedLines(r)); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

// An exclusion from the last day of the period on leaves 365 of the 366 yuan of the leap year.
func TestDatedExclusion_lastDay(t *testing.T) {
	spec := datedSpec(t, treaty.LossesOccurring, proportional.QuotaShare{Share: lawDec("1")})
	spec.Contracts[0].Sections[0].Scope.ExcludeFrom[0].From = lawDay(t, "2028-12-31")
	leap := treaty.Period{From: lawDay(t, "2028-01-01"), To: lawDay(t, "2028-12-31")}
	r := lawMustApply(t, spec, treaty.BookSpec{Currency: "CNY", Risks: []treaty.Risk{{ID: "R", Line: "fire", SumInsured: lawDec("1"), Premium: lawDec("366"), Period: leap}}})
	if got := r.Total().Ceded.Premium.String(); got != "365" {
		t.Errorf("ceded %s, want 365", got)
	}
}

// By 24ths the policy of January to December has 11/24 of 365 earned by the end of June, 167.29; half of 167 is 83.5.
func TestDatedExclusion_earning(t *testing.T) {
	spec := datedSpec(t, treaty.LossesOccurring, proportional.QuotaShare{Share: lawDec("0.5")})
	spec.Contracts[0].Sections[0].Earning = treaty.Earning24ths
	r := lawMustApply(t, spec, datedBook(t))
	for x := range r.Risks() {
		if x.Risk == "astride" && x.Ceded.Premium.String() != "84" {
			t.Errorf("ceded premium %s", x.Ceded.Premium)
		}
	}
}

// Layers judge each loss by its own day, also in one event, and their subject premium is earned until the day before: 365 of before, 181
// of astride, 1 of last and 365 of cargo, of which a half is 456.
func TestDatedExclusion_layers(t *testing.T) {
	layer := xol.Layer{Limit: lawOptional("1000"), Premium: &xol.Premium{Rate: lawOptional("0.5"), Basis: xol.PremiumEarned, Subject: xol.PremiumGross}}
	perEvent := func(l xol.Layer) treaty.Terms { return xol.PerEvent{Layers: []xol.Layer{l}} }
	written := layer
	written.Premium = &xol.Premium{Rate: lawOptional("0.5"), Basis: xol.PremiumWritten, Subject: xol.PremiumGross}
	for _, tt := range []struct {
		name   string
		basis  treaty.Basis
		terms  treaty.Terms
		losses string
		price  string
	}{
		{"per event", treaty.LossesOccurring, perEvent(layer), "1 100, 3 100, 2 0, 4 100, 5 0", "456"},
		{"per risk", treaty.LossesOccurring, xol.PerRisk{Layers: []xol.Layer{layer}}, "1 100, 3 100, 2 0, 4 100, 5 0", "456"},
		{"written premium", treaty.LossesOccurring, perEvent(written), "1 100, 3 100, 2 0, 4 100, 5 0", "730"}, // of four policies
		{"claims made", treaty.ClaimsMade, perEvent(layer), "1 100, 3 0, 2 0, 4 100, 5 0", "456"},
		{"risks attaching", treaty.RisksAttaching, perEvent(layer), "1 100, 3 100, 2 100, 4 100, 5 100", "730"},
	} {
		r := lawMustApply(t, datedSpec(t, tt.basis, tt.terms), datedBook(t))
		var got []string
		for x := range r.Losses() {
			got = append(got, x.Loss+" "+x.Ceded.String())
		}
		if text := strings.Join(got, ", "); text != tt.losses || r.Price().Premium.String() != tt.price {
			t.Errorf("%s: %s for %s, want %s for %s", tt.name, text, r.Price().Premium, tt.losses, tt.price)
		}
	}
}

// A layer may exclude from a day on what its section covers. Losses 1 and 2 are one occurrence to the first layer and share its 10; to
// the second layer loss 1 is alone.
func TestDatedExclusion_ofLayer(t *testing.T) {
	excludeFrom := datedSpec(t, treaty.LossesOccurring, nil).Contracts[0].Sections[0].Scope
	spec := datedSpec(t, treaty.LossesOccurring, xol.PerRisk{Layers: []xol.Layer{
		{ID: "first", Limit: lawOptional("10")}, {ID: "second", Attachment: lawDec("10"), Limit: lawOptional("20"), Scope: excludeFrom},
	}})
	spec.Contracts[0].Sections[0].Scope = treaty.Scope{}
	r := lawMustApply(t, spec, datedBook(t))
	var got []string
	for x := range r.Losses() {
		got = append(got, x.Loss+" "+x.Ceded.String())
	}
	for x := range r.Exclusions() {
		got = append(got, x.Layer+" without "+x.Loss+" from "+x.From.String())
	}
	want := []string{"1 25", "3 30", "2 5", "4 30", "5 10", "second without 2 from 2027-07-01", "second without 5 from 2027-07-01"}
	if d := godiff.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// A scope that excludes a peril from a day on asks for perils from that day on. A policy is out when the last of its perils is.
func TestDatedExclusion_perils(t *testing.T) {
	spec := datedSpec(t, treaty.LossesOccurring, xol.PerEvent{Layers: []xol.Layer{{
		Limit: lawOptional("1000"), Premium: &xol.Premium{Rate: lawOptional("1"), Subject: xol.PremiumGross},
	}}})
	spec.Contracts[0].Sections[0].Scope.ExcludeFrom = []treaty.DatedExclusion{
		{From: lawDay(t, "2027-07-01"), Exclude: treaty.Selection{Perils: []string{"wind"}}},
		{From: lawDay(t, "2027-03-01"), Exclude: treaty.Selection{Perils: []string{"quake"}}},
	}
	risk := func(id string, perils ...string) treaty.Risk {
		day := lawDay(t, "2027-01-01")
		return treaty.Risk{ID: id, Perils: perils, SumInsured: lawDec("1"), Premium: lawDec("365"), Period: treaty.Period{From: day, To: day.AddDays(364)}}
	}
	loss := func(id, event, day string) treaty.Loss { return lawLoss(t, id, event, day, "100") }
	book := treaty.BookSpec{
		Currency: "CNY", Risks: []treaty.Risk{risk("quake", "quake"), risk("both", "wind", "quake"), risk("three", "wind", "quake", "flood"), risk("all")},
		Events: []treaty.Event{{ID: "wind1", Peril: "wind"}, {ID: "wind2", Peril: "wind"}, {ID: "quake1", Peril: "quake"}, {ID: "quake2", Peril: "quake"}, {ID: "unknown"}},
		Losses: []treaty.Loss{
			loss("1", "quake1", "2027-02-28"), loss("2", "quake2", "2027-03-01"), loss("3", "wind1", "2027-06-30"), loss("4", "wind2", "2027-07-01"),
			loss("5", "", "2027-02-28"), loss("6", "", "2027-03-01"), loss("7", "unknown", "2027-03-01"),
		},
	}
	r := lawMustApply(t, spec, book)
	// Earned are 59 days until March, 181 until July, and twice 365.
	want := []string{
		"all 0 0", "both 0 0", "quake 0 0", "three 0 0", "1 100", "5 100", "2 0", "6 0", "7 0", "3 100", "4 0",
		"without both from 2027-07-01: scope.excludeFrom.perils, wind, quake is excluded from 2027-07-01",
		"without quake from 2027-03-01: scope.excludeFrom.perils, quake is excluded from 2027-03-01",
		"without 2 from 2027-03-01: scope.excludeFrom.perils, quake is excluded from 2027-03-01",
		"without 6 from : scope.perils, a loss without event has no peril",
		"without 7 from : scope.perils, the peril of event unknown is not stated",
		"without 4 from 2027-07-01: scope.excludeFrom.perils, wind is excluded from 2027-07-01",
	}
	if d := godiff.Diff(want, datedLines(r)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if got := r.Price().Premium.String(); got != "970" {
		t.Errorf("price %s", got)
	}
}

// Every list of an exclusion may have a date; where several hold, or one beside another without a date, the earliest counts.
func TestDatedExclusion_lists(t *testing.T) {
	late, early := lawDay(t, "2027-07-01"), lawDay(t, "2027-03-01")
	key := func(values ...string) treaty.Selection {
		return treaty.Selection{Keys: []treaty.KeyValues{{Name: "ship", Values: values}}}
	}
	dated := func(from cede.Date, s treaty.Selection) treaty.DatedExclusion {
		return treaty.DatedExclusion{From: from, Exclude: s}
	}
	for _, tt := range []struct {
		name    string
		scope   treaty.Scope
		premium string // of 365, a yuan a day
		from    string // of the exclusion listed for the risk, or none
	}{
		{"other line", treaty.Scope{ExcludeFrom: []treaty.DatedExclusion{dated(late, treaty.Selection{Lines: []string{"cargo"}})}}, "365", "none"},
		{"territory", treaty.Scope{ExcludeFrom: []treaty.DatedExclusion{dated(late, treaty.Selection{Territories: []string{"CN"}})}}, "181", "2027-07-01"},
		{"tag", treaty.Scope{ExcludeFrom: []treaty.DatedExclusion{dated(late, treaty.Selection{Tags: []string{"new", "old"}})}}, "181", "2027-07-01"},
		{"key", treaty.Scope{ExcludeFrom: []treaty.DatedExclusion{dated(late, key("Sea Moon", "Sea Star"))}}, "181", "2027-07-01"},
		{"policy", treaty.Scope{ExcludeFrom: []treaty.DatedExclusion{dated(late, treaty.Selection{Policies: []string{"P"}})}}, "181", "2027-07-01"},
		{"risk", treaty.Scope{ExcludeFrom: []treaty.DatedExclusion{dated(late, treaty.Selection{Risks: []string{"R"}})}}, "181", "2027-07-01"},
		{"two, the earlier last", treaty.Scope{ExcludeFrom: []treaty.DatedExclusion{
			dated(late, treaty.Selection{Lines: []string{"hull"}}), dated(early, treaty.Selection{Tags: []string{"old"}}),
		}}, "59", "2027-03-01"},
		{"two, the earlier first", treaty.Scope{ExcludeFrom: []treaty.DatedExclusion{
			dated(early, treaty.Selection{Lines: []string{"hull"}}), dated(late, treaty.Selection{Tags: []string{"old"}}),
		}}, "59", "2027-03-01"},
		{"one value twice", treaty.Scope{ExcludeFrom: []treaty.DatedExclusion{
			dated(late, treaty.Selection{Lines: []string{"hull"}}), dated(early, treaty.Selection{Lines: []string{"hull"}}),
		}}, "59", "2027-03-01"},
		{"one key twice", treaty.Scope{ExcludeFrom: []treaty.DatedExclusion{dated(late, key("Sea Star")), dated(early, key("Sea Star"))}}, "59", "2027-03-01"},
		{"one key twice, the earlier first", treaty.Scope{ExcludeFrom: []treaty.DatedExclusion{dated(early, key("Sea Star")), dated(late, key("Sea Star"))}}, "59", "2027-03-01"},
		{"always", treaty.Scope{
			Exclude: treaty.Selection{Lines: []string{"hull"}}, ExcludeFrom: []treaty.DatedExclusion{dated(late, treaty.Selection{Lines: []string{"hull"}})},
		}, "0", ""},
		{"events and losses", treaty.Scope{ExcludeFrom: []treaty.DatedExclusion{dated(late, treaty.Selection{Events: []string{"E"}, Losses: []string{"L"}})}}, "365", "none"},
	} {
		spec := datedSpec(t, treaty.LossesOccurring, proportional.QuotaShare{Share: lawDec("1")})
		spec.Contracts[0].Sections[0].Scope = tt.scope
		day := lawDay(t, "2027-01-01")
		r := lawMustApply(t, spec, treaty.BookSpec{Risks: []treaty.Risk{{
			ID: "R", Policy: "P", Line: "hull", Territory: "CN", Tags: []string{"old"}, Keys: map[string]string{"ship": "Sea Star"},
			SumInsured: lawDec("10"), Premium: lawDec("365"), Period: treaty.Period{From: day, To: day.AddDays(364)},
		}}})
		from := "none"
		for x := range r.Exclusions() {
			from = x.From.String()
		}
		if got := r.Total().Ceded.Premium.String(); got != tt.premium || from != tt.from {
			t.Errorf("%s: premium %s, excluded from %q, want %s, %q", tt.name, got, from, tt.premium, tt.from)
		}
	}
}

// On the last day before the exclusion half of a total loss is ceded, on its first day nothing.
func TestDatedExclusion_retentionCheck(t *testing.T) {
	p := lawProgram(datedSpec(t, treaty.LossesOccurring, proportional.QuotaShare{Share: lawDec("0.5")}))
	book := datedBook(t)
	book.Risks = book.Risks[1:2]
	book.Losses = nil
	for day, want := range map[string]string{"2027-06-30": "400", "2027-07-01": "900"} { // 500 and 1000 less 100
		rule := treaty.RetentionRule{CapitalAndReserves: lawDec("1000"), PerUnit: lawDec("0.1"), PremiumMultiple: lawDec("4"), On: lawDay(t, day)}
		report, err := p.RetentionCheck(context.Background(), lawBook(book), rule)
		if err != nil {
			t.Fatal(err)
		}
		if got := report.Findings[0].ToCede.String(); got != want {
			t.Errorf("%s: to cede %s, want %s", day, got, want)
		}
	}
}

// One half is excluded from July, the other is not: of the premium of the first half year, 181, a second contract sees nothing, and
// of the rest half.
func TestDatedExclusion_inures(t *testing.T) {
	spec := datedSpec(t, treaty.LossesOccurring, proportional.QuotaShare{Share: lawDec("0.5")})
	c := &spec.Contracts[0]
	c.Sections[0].ID = "dated"
	other := c.Sections[0]
	other.ID, other.Scope = "always", treaty.Scope{}
	c.Sections = []treaty.Section{other, c.Sections[0]}
	second := lawContract(t, "D", treaty.Section{Basis: treaty.LossesOccurring, Terms: proportional.QuotaShare{Share: lawDec("1")}})
	second.Period, second.Priority = c.Period, 1
	spec.Contracts = append(spec.Contracts, second)
	book := datedBook(t)
	book.Risks, book.Losses, book.Events = book.Risks[1:2], nil, nil
	r := lawMustApply(t, spec, book)
	var got []string
	for _, x := range r.Contracts() {
		got = append(got, fmt.Sprintf("%s %s of %s", x.Contract, x.Ceded.Premium, x.Subject.Premium))
		for _, s := range x.Sections {
			got = append(got, fmt.Sprintf("%s %s of %s", s.Section, s.Ceded.Premium, s.Subject.Premium))
		}
	}
	// Half of 181 is 91, half of 365 is 183. A second contract is left 365 - 91 - 183.
	want := []string{"C 274 of 365", "always 183 of 365", "dated 91 of 181", "D 91 of 91", " 91 of 91"}
	if d := godiff.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestDatedExclusion_refused(t *testing.T) {
	fire := treaty.Selection{Lines: []string{"fire"}}
	const place = "contracts[0].sections[0]."
	for _, tt := range []struct {
		name string
		give treaty.DatedExclusion
		want string
	}{
		{"the day after the first", treaty.DatedExclusion{From: lawDay(t, "2026-01-02"), Exclude: fire}, ""},
		{"the last day", treaty.DatedExclusion{From: lawDay(t, "2028-12-31"), Exclude: fire}, ""},
		{"no day", treaty.DatedExclusion{Exclude: fire}, "scope.excludeFrom[0].from: must not be empty"},
		{"nothing", treaty.DatedExclusion{From: lawDay(t, "2027-01-01")}, "scope.excludeFrom[0].exclude: must select something"},
		{"the first day", treaty.DatedExclusion{From: lawDay(t, "2026-01-01"), Exclude: fire}, "scope.excludeFrom[0].from: must be after the first day of the period, 2026-01-01: what is never covered is an exclusion without a date (got 2026-01-01)"},
		{"after the last day", treaty.DatedExclusion{From: lawDay(t, "2029-01-01"), Exclude: fire}, "scope.excludeFrom[0].from: must not be after the last day of the period, 2028-12-31 (got 2029-01-01)"},
		{"a value twice", treaty.DatedExclusion{From: lawDay(t, "2027-01-01"), Exclude: treaty.Selection{Tags: []string{"a", "a"}}}, "scope.excludeFrom[0].exclude.tags[1]: must be listed only once (got a)"},
		{"perils of premium", treaty.DatedExclusion{From: lawDay(t, "2027-01-01"), Exclude: treaty.Selection{Perils: []string{"wind"}}}, "scope.excludeFrom[0].exclude.perils: must be absent where premium is ceded: the part of it that belongs to a peril has no date (got wind)"},
	} {
		spec := datedSpec(t, treaty.LossesOccurring, proportional.QuotaShare{Share: lawDec("0.5")})
		spec.Contracts[0].Sections[0].Scope.ExcludeFrom = []treaty.DatedExclusion{tt.give}
		want := tt.want
		if want != "" {
			want = place + want
		}
		if got := lawText(spec.Validate()); got != want {
			t.Errorf("%s: %s, want %s", tt.name, got, want)
		}
		if strings.HasPrefix(tt.name, "perils") {
			continue
		}
		scope := spec.Contracts[0].Sections[0].Scope
		spec.Contracts[0].Sections[0].Scope = treaty.Scope{}
		spec.Contracts[0].Sections[0].Terms = xol.PerRisk{Layers: []xol.Layer{{Limit: lawOptional("1"), Scope: scope}}}
		if want != "" {
			want = place + "terms.layers[0]." + tt.want
		}
		if got := lawText(spec.Validate()); got != want {
			t.Errorf("%s, of a layer: %s, want %s", tt.name, got, want)
		}
	}
}

func lawText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestDatedExclusionLaws(t *testing.T) {
	proptest.Check(t, "an exclusion that matches nothing changes nothing", prop.ForAll(func(c *lawCase) string {
		spec := c.spec
		spec.Contracts = slices.Clone(spec.Contracts)
		for i := range spec.Contracts {
			k := &spec.Contracts[i]
			k.Sections = slices.Clone(k.Sections)
			if k.Period.Days() == 1 {
				continue
			}
			for j := range k.Sections {
				s := &k.Sections[j].Scope
				s.ExcludeFrom = append(slices.Clone(s.ExcludeFrom), treaty.DatedExclusion{
					From: k.Period.From.AddDays(1 + (i+j)%2*(k.Period.Days()-2)), Exclude: treaty.Selection{Events: []string{"none"}, Losses: []string{"none"}},
				})
			}
		}
		one, err := lawApply(c.spec, c.book)
		two, err2 := lawApply(spec, c.book)
		if (err == nil) != (err2 == nil) {
			return fmt.Sprintf("%v; with exclusions of nothing %v", err, err2)
		}
		if err != nil {
			return ""
		}
		return godiff.Diff(lawEverything(one), lawEverything(two))
	}, lawBooks()))
	proptest.Check(t, "what is excluded a day later cedes no less", prop.ForAll(func(at int64, basis treaty.Basis) *gopter.PropResult {
		ceded := func(day int64) treaty.Amounts {
			spec := datedSpec(t, basis, proportional.QuotaShare{Share: lawDec("0.5")})
			spec.Contracts[0].Sections[0].Scope.ExcludeFrom[0].From = lawDay(t, "2026-01-02").AddDays(int(day))
			return lawMustApply(t, spec, datedBook(t)).Total().Ceded
		}
		one, two := ceded(at), ceded(at+1)
		ok := two.SumInsured.GreaterThanOrEqual(one.SumInsured) && two.Premium.GreaterThanOrEqual(one.Premium) && two.Loss.GreaterThanOrEqual(one.Loss)
		if !ok {
			return &gopter.PropResult{Status: gopter.PropFalse, Labels: []string{fmt.Sprintf("%v, a day later %v", one, two)}}
		}
		return gopter.NewPropResult(true, "")
	}, gens.Minor(0, 1093), gens.Pick(treaty.LossesOccurring, treaty.RisksAttaching, treaty.ClaimsMade)))
}

// What a contract takes of the premium of its time is spread over the days of that time, for a risk that is out from July on over 181 days: half of
// 181 is 91, of which 45 fall into January to March, so that 45 of 90 are left to a second contract.
func TestDatedExclusion_takenUntilTheEnd(t *testing.T) {
	spec := datedSpec(t, treaty.LossesOccurring, proportional.QuotaShare{Share: lawDec("0.5")})
	second := lawContract(t, "D", treaty.Section{Basis: treaty.LossesOccurring, Terms: proportional.QuotaShare{Share: lawDec("1")}})
	second.Period, second.Priority = treaty.Period{From: lawDay(t, "2027-01-01"), To: lawDay(t, "2027-03-31")}, 1
	spec.Contracts = append(spec.Contracts, second)
	book := datedBook(t)
	book.Risks, book.Losses, book.Events = book.Risks[1:2], nil, nil
	if x, _ := lawMustApply(t, spec, book).Contract("D"); x.Ceded.Premium.String() != "45" {
		t.Errorf("ceded %s, want 45", x.Ceded.Premium)
	}
}

// A section that is dated and one that is not take the premium of one time of a risk that is never out: of 1 they round to 1 each, and the second
// gives its unit back though there is premium of the other half year.
func TestDatedExclusion_premiumOfOneTime(t *testing.T) {
	half := proportional.QuotaShare{Share: lawDec("0.5")}
	c := lawContract(t, "c", treaty.Section{
		ID: "x", Basis: treaty.LossesOccurring, Terms: half,
		Scope: treaty.Scope{ExcludeFrom: []treaty.DatedExclusion{{From: lawDay(t, "2026-03-01"), Exclude: treaty.Selection{Lines: []string{"fire"}}}}},
	})
	c.Sections = append(c.Sections, treaty.Section{ID: "y", Basis: treaty.LossesOccurring, Terms: half})
	c.Period.To = lawDay(t, "2026-06-30")
	days := treaty.Period{From: lawDay(t, "2026-06-29"), To: lawDay(t, "2026-07-02")}
	r := lawMustApply(t, lawUnitSpec(c), treaty.BookSpec{Risks: []treaty.Risk{{ID: "two", Line: "cargo", SumInsured: lawDec("2"), Premium: lawDec("2"), Period: days}}})
	x, _ := r.Contract("c")
	if x.Sections[0].Ceded.Premium.String() != "1" || x.Sections[1].Ceded.Premium.String() != "0" {
		t.Errorf("ceded %v and %v, want 1 and 0", x.Sections[0].Ceded.Premium, x.Sections[1].Ceded.Premium)
	}
}
