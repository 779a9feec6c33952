package simulation_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/cedego/cede"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/treaty/simulation"
	"github.com/cedego/cede/xol"
	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

func dec(text string) decimal.Decimal { return decimal.RequireFromString(text) }

func day(text string) cede.Date {
	d, err := cede.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

func year2026() treaty.Period { return treaty.Period{From: day("2026-01-01"), To: day("2026-12-31")} }

// panel gives reinsurers A, B ... their shares.
func panel(shares ...string) treaty.Placement {
	var p treaty.Placement
	for i, s := range shares {
		p.Lines = append(p.Lines, treaty.Line{Reinsurer: string(rune('A' + i)), Share: dec(s)})
	}
	return p
}

func newProgram(t testing.TB, spec treaty.Spec) *treaty.Program {
	t.Helper()
	p, err := treaty.NewProgram(spec)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func newBook(t testing.TB, spec treaty.BookSpec) *treaty.Book {
	t.Helper()
	b, err := treaty.NewBook(spec)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// whole is a contract of one section for all losses of the year.
func whole(id string, priority int, placement treaty.Placement, terms treaty.Terms) treaty.Contract {
	return treaty.Contract{
		ID: id, Priority: priority, Period: year2026(), Placement: placement, Sections: []treaty.Section{{Basis: treaty.LossesOccurring, Terms: terms}},
	}
}

func layer(attachment, limit string) xol.Layer {
	return xol.Layer{Attachment: dec(attachment), Limit: new(dec(limit))}
}

// handmade is a quota share of a quarter with a profit commission of 20 % whose deficits are carried forward, a cover of 600 xs 400 for each event with one
// reinstatement at 100 % of 60, and a stop loss of 500 xs 500 on what is left, all in whole yuan. The book has a premium of 2,000.
func handmade(t testing.TB) (*treaty.Program, *treaty.Book) {
	t.Helper()
	share := whole("QS", 1, panel("1"), proportional.QuotaShare{Share: dec("0.25")})
	share.Account = &treaty.ContractAccount{Terms: proportional.Account{ProfitCommissions: []proportional.ProfitCommission{{Rate: new(dec("0.2")), Deficit: &proportional.Carry{}}}}}
	cat := layer("400", "600")
	cat.Premium = &xol.Premium{Deposit: new(dec("60"))}
	cat.Reinstatements = &xol.Reinstatements{Count: 1, Rates: []decimal.Decimal{dec("1")}}
	p := newProgram(t, treaty.Spec{Currency: "CNY", Scale: new(0), Contracts: []treaty.Contract{
		share, whole("CAT", 2, panel("0.5", "0.5"), xol.PerEvent{Layers: []xol.Layer{cat}}),
		whole("SL", 3, panel("1"), xol.StopLoss{On: xol.OnAmounts, Layers: []xol.Layer{layer("500", "500")}}),
	}})
	return p, newBook(t, treaty.BookSpec{Currency: "CNY", Risks: []treaty.Risk{{ID: "r", SumInsured: dec("100000"), Premium: dec("2000"), Period: year2026()}}})
}

func tenYears() simulation.Table {
	t := simulation.Table{Currency: "CNY", Scale: new(0)}
	for _, year := range [][]int64{{}, {400}, {800}, {2000}, {2000, 800}, {1200, 1200, 1200}, {100, 100, 100}, {1600}, {4000}, {534}} {
		t.Loss = append(t.Loss, year...)
		t.Ends = append(t.Ends, len(t.Loss))
	}
	return t
}

// By hand, year by year: a quarter to the quota share; of three quarters the part above 400, at most 600 an event and 1,200 a year, to the cover; of
// the rest of the year the part above 500, at most 500, to the stop loss.
//
//	year  losses               quota share      cover                        left             stop loss  net
//	  2   400                  100              300 < 400                    300                         300
//	  3   800                  200              600: 200                     400                         400
//	  4   2000                 500              1500: 600                    900              400        500
//	  5   2000, 800            500 + 200        1500, 600: 600 + 200         900 + 400        500        800
//	  6   1200 three times     300 each         900: 500 + 500 + 200 left    400 + 400 + 700  500        1000
//	  7   100 three times      25 each                                       225                         225
//	  8   1600                 400              1200: 600                    600              100        500
//	  9   4000                 1000             3000: 600                    2400             500        1900
//	 10   534                  133.5 = 134      400                          400                         400
//
// Reinstated are at most 600, at 60 for 600. The profit of the quota share is a quarter of 2,000 less its losses; with deficits it is 500, 400, 300, 0, -200, -600,
// 425 - 600, 100 - 175, -500 - 75 and 366 - 575. The stop loss is of all losses in
// proportion to what is left of them: 346.2 and 153.8 in the fifth year, 133.3, 133.3 and 233.3 in the sixth, where the unit left over goes to the first.
func TestRun_tenYears(t *testing.T) {
	p, book := handmade(t)
	portfolio := simulation.Portfolio{Segments: []simulation.Segment{{Risk: "r", Table: tenYears()}}}
	r, err := simulation.Run(context.Background(), p, book, portfolio, simulation.Options{Path: 10, Detail: true})
	if err != nil {
		t.Fatal(err)
	}
	share, _ := r.Contract("QS")
	cover, _ := r.Contract("CAT")
	stop, _ := r.Contract("SL")
	a, _, err := r.Reinsurer("A")
	if err != nil {
		t.Fatal(err)
	}
	b, _ := r.Line(treaty.LineName{Contract: "CAT", Reinsurer: "B"})
	clause, _ := r.Clause(r.Clauses[1])
	largest, ceded, net := r.Largest()
	gross, segment, _ := r.Segment("")
	for _, x := range []struct {
		name string
		got  simulation.YearLosses
		want []int64
	}{
		{"gross", r.Gross(), []int64{0, 400, 800, 2000, 2800, 3600, 300, 1600, 4000, 534}},
		{"net", r.Net(), []int64{0, 300, 400, 500, 800, 1000, 225, 500, 1900, 400}},
		{"ceded", r.Ceded(), []int64{0, 100, 400, 1500, 2000, 2600, 75, 1100, 2100, 134}},
		{"quota share", share.Ceded, []int64{0, 100, 200, 500, 700, 900, 75, 400, 1000, 134}},
		{"its subject", share.Subject, []int64{0, 400, 800, 2000, 2800, 3600, 300, 1600, 4000, 534}},
		{"its commission", share.Commission, []int64{100, 80, 60, 0, 0, 0, 0, 0, 0, 0}},
		{"its shared losses", share.Sharing, make([]int64, 10)},
		{"cover", cover.Ceded, []int64{0, 0, 200, 600, 800, 1200, 0, 600, 600, 0}},
		{"its subject", cover.Subject, []int64{0, 300, 600, 1500, 2100, 2700, 225, 1200, 3000, 400}},
		{"its price", cover.Price, []int64{60, 60, 80, 120, 120, 120, 60, 120, 120, 60}},
		{"its reinstatements", cover.Reinstatement, []int64{0, 0, 20, 60, 60, 60, 0, 60, 60, 0}},
		{"its brokerage", cover.Brokerage, make([]int64, 10)},
		{"its layer", clause.Full, []int64{0, 0, 200, 600, 800, 1200, 0, 600, 600, 0}},
		{"its second reinsurer", b.Ceded, []int64{0, 0, 100, 300, 400, 600, 0, 300, 300, 0}},
		{"its price for the second", b.Price, []int64{30, 30, 40, 60, 60, 60, 30, 60, 60, 30}},
		{"stop loss", stop.Ceded, []int64{0, 0, 0, 400, 500, 500, 0, 100, 500, 0}},
		{"the first reinsurer", a.Ceded, []int64{0, 100, 300, 1200, 1600, 2000, 75, 800, 1800, 134}},
		{"largest", largest, []int64{0, 400, 800, 2000, 2000, 1200, 100, 1600, 4000, 534}},
		{"largest net", net, []int64{0, 300, 400, 500, 554, 467, 75, 500, 1900, 400}},
		{"largest ceded", ceded, []int64{0, 100, 400, 1500, 1446, 934, 25, 1100, 2100, 134}},
		{"gross of the segment", gross, []int64{0, 400, 800, 2000, 2800, 3600, 300, 1600, 4000, 534}},
		{"ceded of the segment", segment, []int64{0, 100, 400, 1500, 2000, 2600, 75, 1100, 2100, 134}},
	} {
		if d := cmp.Diff(x.want, x.got.Loss); d != "" {
			t.Errorf("%s (-want +got):\n%s", x.name, d)
		}
	}
}

// Without paths every year is the first: 20 % of 425, 100 and 366 are 85, 20 and 73.2.
func TestRun_alone(t *testing.T) {
	p, book := handmade(t)
	portfolio := simulation.Portfolio{Segments: []simulation.Segment{{Risk: "r", Table: tenYears()}}}
	r, err := simulation.Run(context.Background(), p, book, portfolio, simulation.Options{})
	if err != nil {
		t.Fatal(err)
	}
	share, _ := r.Contract("QS")
	if d := cmp.Diff([]int64{100, 80, 60, 0, 0, 0, 85, 20, 0, 73}, share.Commission.Loss); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	gross, _, _ := r.Largest()
	segment, _, ok := r.Segment("")
	if gross.Loss != nil || segment.Loss != nil || !ok {
		t.Error("nobody asked for details")
	}
	for _, found := range []bool{
		has(r.Contract("x")), has(r.Clause(treaty.ClauseName{})), has(r.Line(treaty.LineName{})),
	} {
		if found {
			t.Error("found what is not there")
		}
	}
	if _, _, ok := r.Segment("x"); ok {
		t.Error("found a segment that is not there")
	}
	if _, ok, err := r.Reinsurer("x"); ok || err != nil {
		t.Error("found a reinsurer that is not there")
	}
}

func has[T any](_ T, ok bool) bool { return ok }

// losses of many years by a fixed rule, in two segments of a risk each, with events that hit both and days.
func many(years int) simulation.Portfolio {
	var a, b simulation.Table
	for y := range years {
		n := (y*7919 + 13) % 9
		for i := range n {
			amount, when := int64((y*31+i*17)%3000), int16(1+i*40)
			for k, to := range []*simulation.Table{&a, &b} {
				if (y+i+k)%3 > 0 {
					to.Loss, to.Event, to.Day = append(to.Loss, amount+int64(k)), append(to.Event, int32(i/2)), append(to.Day, when)
				}
			}
		}
		a.Ends, b.Ends = append(a.Ends, len(a.Loss)), append(b.Ends, len(b.Loss))
	}
	for _, x := range []*simulation.Table{&a, &b} {
		x.Currency, x.Scale = "CNY", new(0)
	}
	return simulation.Portfolio{Segments: []simulation.Segment{{Name: "south", Risk: "r", Table: a}, {Name: "north", Risk: "s", Table: b}}}
}

// twoRisks is the handmade program with a book of two risks.
func twoRisks(t testing.TB) (*treaty.Program, *treaty.Book) {
	t.Helper()
	p, _ := handmade(t)
	return p, newBook(t, treaty.BookSpec{Currency: "CNY", Risks: []treaty.Risk{
		{ID: "r", SumInsured: dec("100000"), Premium: dec("2000"), Period: year2026()}, {ID: "s", SumInsured: dec("50000"), Premium: dec("500"), Period: year2026()},
	}})
}

// Any number of workers gives the same result, and so does handing out every year, in order.
func TestRun_workers(t *testing.T) {
	p, book := twoRisks(t)
	portfolio := many(20_000)
	var want *simulation.Result
	for workers := 1; workers <= 16; workers++ {
		o := simulation.Options{Workers: workers, Detail: true, Path: 1 + workers%2*9}
		last := 0
		if workers > 12 {
			o.Each = func(y *simulation.Year) error {
				if y.Number != last+1 {
					return fmt.Errorf("year %d after %d", y.Number, last)
				}
				last++
				return nil
			}
		}
		r, err := simulation.Run(context.Background(), p, book, portfolio, o)
		if err != nil || o.Each != nil && last != 20_000 {
			t.Fatal(err, last)
		}
		if workers%2 == 0 {
			continue
		}
		if want == nil {
			want = r
		}
		if !reflect.DeepEqual(want, r) {
			t.Errorf("%d workers give another result", workers)
		}
	}
	// The segments in another order, which is none.
	slices.Reverse(portfolio.Segments)
	r, err := simulation.Run(context.Background(), p, book, portfolio, simulation.Options{Detail: true, Path: 10})
	if err != nil || !reflect.DeepEqual(want, r) {
		t.Errorf("the order of segments matters: %v", err)
	}
}

// What is handed out of each year adds up to its figures, and comes from where it says.
func TestRun_each(t *testing.T) {
	p, book := twoRisks(t)
	portfolio := many(5000)
	tables := map[string]simulation.Table{"south": portfolio.Segments[0].Table, "north": portfolio.Segments[1].Table}
	var years []simulation.Year
	each := func(y *simulation.Year) error {
		years = append(years, simulation.Year{
			Number: y.Number, Segment: slices.Clone(y.Segment), Row: slices.Clone(y.Row), Loss: slices.Clone(y.Loss), Ceded: [][]int64{slices.Clone(y.Ceded[0]), slices.Clone(y.Ceded[1]), slices.Clone(y.Ceded[2])},
		})
		return nil
	}
	r, err := simulation.Run(context.Background(), p, book, portfolio, simulation.Options{Workers: 3, Each: each})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"north", "south"}, r.Segments); d != "" {
		t.Errorf("segments (-want +got):\n%s", d)
	}
	for i, y := range years {
		var gross int64
		last := int16(0)
		for k, x := range y.Loss {
			table := tables[r.Segments[y.Segment[k]]]
			from, to := table.Year(y.Number)
			if y.Row[k] < from || y.Row[k] >= to || table.Loss[y.Row[k]] != x || table.Day[y.Row[k]] < last {
				t.Fatalf("year %d, loss %d is not row %d of %s", y.Number, k, y.Row[k], r.Segments[y.Segment[k]])
			}
			last = table.Day[y.Row[k]]
			gross += x
		}
		if gross != r.Gross().Loss[i] {
			t.Fatalf("year %d: losses of %d, want %d", y.Number, gross, r.Gross().Loss[i])
		}
		for k, id := range r.Contracts {
			var sum int64
			for _, x := range y.Ceded[k] {
				sum += x
			}
			if c, _ := r.Contract(id); sum != c.Ceded.Loss[i] {
				t.Fatalf("year %d: %s cedes %d, want %d", y.Number, id, sum, c.Ceded.Loss[i])
			}
		}
	}
}

// An error of the function ends the run: the years before it stand.
func TestRun_eachEnds(t *testing.T) {
	p, book := twoRisks(t)
	enough := errors.New("enough")
	for _, workers := range []int{1, 2, 7} {
		for _, at := range []int{1, 2, 4097, 5000} {
			called := 0
			r, err := simulation.Run(context.Background(), p, book, many(5000), simulation.Options{Workers: workers, Each: func(y *simulation.Year) error {
				called++
				if y.Number == at {
					return enough
				}
				return nil
			}})
			if !errors.Is(err, enough) || r.Years() != at-1 || called != at || len(r.Gross().Loss) != at-1 {
				t.Errorf("%d workers, year %d: %v, %d years, %d calls", workers, at, err, r.Years(), called)
			}
		}
	}
}

// Losses that add up to more than 64 bits in one year end the result before it, whatever the workers.
func TestRun_fails(t *testing.T) {
	p, book := twoRisks(t)
	portfolio := many(9000)
	s := &portfolio.Segments[0].Table
	first := 0
	for _, year := range []int{8000, 4100, 5000} {
		from, to := s.Year(year)
		for ; to-from < 2; from, to = s.Year(year) {
			year++
		}
		if first == 0 || year < first {
			first = year
		}
		for row := from; row < to; row++ {
			s.Loss[row] = 1<<63 - 1
		}
	}
	for workers := 1; workers < 9; workers++ {
		called := 0
		r, err := simulation.Run(context.Background(), p, book, portfolio, simulation.Options{Workers: workers, Each: func(*simulation.Year) error { called++; return nil }})
		if !errors.Is(err, treaty.ErrOverflow) || !strings.HasPrefix(err.Error(), fmt.Sprintf("terms[%d]: ", first)) || r.Years() != first-1 || called != first-1 {
			t.Errorf("%d workers: %v, %d years, %d calls", workers, err, r.Years(), called)
		}
	}
}

func TestRun_progress(t *testing.T) {
	p, book := twoRisks(t)
	var told []int
	_, err := simulation.Run(context.Background(), p, book, many(50_000), simulation.Options{Workers: 4, Progress: func(done, years int) {
		if years != 50_000 {
			t.Errorf("of %d years", years)
		}
		told = append(told, done)
	}})
	if err != nil || len(told) < 5 || !slices.IsSorted(told) || told[len(told)-1] != 50_000 {
		t.Errorf("%v, %v", told, err)
	}
}

func TestRun_cancelled(t *testing.T) {
	p, book := twoRisks(t)
	ctx, cancel := context.WithCancel(context.Background())
	r, err := simulation.Run(ctx, p, book, many(50_000), simulation.Options{Workers: 2, Progress: func(int, int) { cancel() }})
	if !errors.Is(err, context.Canceled) || r.Years() == 0 || r.Years() >= 50_000 {
		t.Errorf("%v, %d years", err, r.Years())
	}
	if _, err := simulation.Run(ctx, p, book, many(10), simulation.Options{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// What the program asks and the tables cannot say is an error that names both.
func TestRun_refuses(t *testing.T) {
	event := func(c xol.Clauses) treaty.Terms {
		return xol.PerEvent{Layers: []xol.Layer{layer("400", "600")}, Clauses: c}
	}
	spec := func(c ...treaty.Contract) treaty.Spec {
		return treaty.Spec{Currency: "CNY", Scale: new(0), Contracts: c}
	}
	plain := whole("XL", 1, panel("1"), event(xol.Clauses{}))
	share := whole("SP", 1, panel("1"), proportional.Surplus{
		Retention: proportional.Retention{Amount: new(dec("50"))}, Capacities: []proportional.Capacity{{Lines: new(dec("4"))}},
	})
	scoped := plain
	scoped.Sections = []treaty.Section{{Basis: treaty.LossesOccurring, Terms: event(xol.Clauses{}), Scope: treaty.Scope{Include: treaty.Selection{Perils: []string{"flood"}}}}}
	hours := whole("XL", 1, panel("1"), event(xol.Clauses{Hours: []xol.HoursClause{{Hours: 72}}}))
	timed := layer("400", "600")
	timed.Premium = &xol.Premium{Deposit: new(dec("60"))}
	timed.Reinstatements = &xol.Reinstatements{Count: 1, Rates: []decimal.Decimal{dec("1")}, Time: xol.DaysOfPeriod}
	book := treaty.BookSpec{Currency: "CNY", Risks: []treaty.Risk{{ID: "r", SumInsured: dec("100"), Premium: dec("1"), Period: year2026()}}}
	table := func(change func(*simulation.Table)) simulation.Table {
		x := simulation.Table{Currency: "CNY", Scale: new(0), Ends: []int{1, 2}, Loss: []int64{500, 900}}
		change(&x)
		return x
	}
	same := table(func(*simulation.Table) {})
	days := table(func(x *simulation.Table) { x.Day = []int16{365, 366} })
	one := func(x simulation.Table) simulation.Portfolio { return simulation.One(x) }
	two := func(x, y simulation.Table) simulation.Portfolio {
		return simulation.Portfolio{Segments: []simulation.Segment{{Name: "b", Table: x}, {Name: "a", Table: y}}}
	}
	numbered := func(a, b int32) simulation.Table {
		return table(func(x *simulation.Table) { x.Event, x.Ends = []int32{a, b}, []int{0, 2} })
	}
	for _, tt := range []struct {
		name      string
		spec      treaty.Spec
		portfolio simulation.Portfolio
		options   simulation.Options
		want      string
	}{
		{"nothing wrong", spec(plain), one(same), simulation.Options{}, ""},
		{"no program", treaty.Spec{}, one(same), simulation.Options{}, "program: must be made by NewProgram"},
		{"no table", spec(plain), simulation.Portfolio{}, simulation.Options{}, "segments: must not be empty"},
		{"another currency", spec(plain), one(table(func(x *simulation.Table) { x.Currency = "USD" })), simulation.Options{}, "currency: must be the program's, CNY (got USD)"},
		{"another scale", spec(plain), one(table(func(x *simulation.Table) { x.Scale = nil })), simulation.Options{}, "scale: must be the program's, 0 (got 2)"},
		{"workers", spec(plain), one(same), simulation.Options{Workers: -1, Path: -1}, "workers: must not be negative (got -1); path: must be from 0 to 1000 (got -1)"},
		{"a long path", spec(plain), one(same), simulation.Options{Path: 1001}, "path: must be from 0 to 1000 (got 1001)"},
		{"a risk that is not in the book", spec(plain), simulation.Portfolio{Segments: []simulation.Segment{{Risk: "x", Table: same}}}, simulation.Options{}, "segments[0].risk: must be a risk of the book (got x)"},
		{
			"a risk of a row that is not in the book", spec(plain),
			one(table(func(x *simulation.Table) { x.Risk, x.Risks = []int32{0, 1}, []string{"r", "x"} })),
			simulation.Options{},
			"segments[0].table.risks[1]: must be a risk of the book (got x)",
		},
		{"no risks for a surplus", spec(share), one(same), simulation.Options{}, "risk: must not be empty: contract SP needs it"},
		{
			"no risk in the second year", spec(share), one(table(func(x *simulation.Table) { x.Risk, x.Risks = []int32{0, -1}, []string{"r"} })),
			simulation.Options{},
			"risk[1]: must be a risk: contract SP needs it (got -1)",
		},
		{"perils", spec(scoped), one(same), simulation.Options{}, "scope: must not name what columns do not have (got perils)"},
		{"no days for hours", spec(hours), one(same), simulation.Options{}, "date: must not be empty: contract XL has an hours clause"},
		{
			"no days for reinstatements as to time", spec(whole("XL", 1, panel("1"), xol.PerEvent{Layers: []xol.Layer{timed}})), one(same),
			simulation.Options{},
			"date: must not be empty: contract XL has terms that follow from the day of loss",
		},
		{"day 366 of a year of 365", spec(plain), one(days), simulation.Options{}, "segments[0].table.day[1]: must be at most 365 in a year from 2026-01-01 on (got 366)"},
		{"day 366 of a leap year", spec(plain), one(days), simulation.Options{First: day("2028-01-01")}, ""},
		{"day 366 from March on", spec(plain), one(days), simulation.Options{First: day("2027-03-01")}, ""},
		{"day 366 from leap day on", spec(plain), one(days), simulation.Options{First: day("2028-02-29")}, ""},
		{"day 366 from March of a leap year on", spec(plain), one(days), simulation.Options{First: day("2028-03-01")}, "segments[0].table.day[1]: must be at most 365 in a year from 2028-03-01 on (got 366)"},
		{"two segments without days and events", spec(plain), two(same, same), simulation.Options{}, "segments[1].table.event: must be there, numbered in order of time, where several segments have no days"},
		{"two segments with events in order", spec(plain), two(numbered(0, 5), numbered(3, 3)), simulation.Options{}, ""},
		{
			"two segments with events in no order", spec(plain), two(numbered(0, 5), numbered(3, 2)),
			simulation.Options{},
			"segments[1].table.event[1]: must be an event not before that of the row before where several segments have no days (got 2)",
		},
		{
			"two segments with a loss without event", spec(plain), two(numbered(-1, 5), numbered(3, 3)),
			simulation.Options{},
			"segments[0].table.event[0]: must be an event not before that of the row before where several segments have no days (got -1)",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var p *treaty.Program
			if len(tt.spec.Contracts) > 0 {
				p = newProgram(t, tt.spec)
			}
			_, err := simulation.Run(context.Background(), p, newBook(t, book), tt.portfolio, tt.options)
			if got := texts(err); got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
}

// Two segments without days: events 0, 3 and 5 come in this order, and event 3 hits both. With a cover of 600 xs 400 that pays once, the first event takes 100 and the
// second, of 500 + 900 + 20, the 500 that are left.
func TestRun_eventsOfSegments(t *testing.T) {
	cover := layer("400", "600")
	cover.Reinstatements = &xol.Reinstatements{}
	p := newProgram(t, treaty.Spec{Currency: "CNY", Scale: new(0), Contracts: []treaty.Contract{whole("XL", 1, panel("1"), xol.PerEvent{Layers: []xol.Layer{cover}})}})
	table := func(events []int32, losses ...int64) simulation.Table {
		return simulation.Table{Currency: "CNY", Scale: new(0), Ends: []int{len(losses)}, Loss: losses, Event: events}
	}
	var got []string
	r, err := simulation.Run(context.Background(), p, newBook(t, treaty.BookSpec{Currency: "CNY"}), simulation.Portfolio{Segments: []simulation.Segment{
		{Name: "b", Table: table([]int32{0, 3}, 500, 500)}, {Name: "a", Table: table([]int32{3, 3, 5}, 900, 20, 700)},
	}}, simulation.Options{Detail: true, Each: func(y *simulation.Year) error {
		got = append(got, fmt.Sprint(y.Segment, y.Row, y.Loss, y.Ceded))
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	gross, ceded, net := r.Largest()
	got = append(got, fmt.Sprint(gross.Loss, ceded.Loss, net.Loss))
	// 500 of 1,420 are 316.9, 7.0 and 176.1 by loss.
	if d := cmp.Diff([]string{"[1 0 0 1 0] [0 0 1 1 2] [500 900 20 500 700] [[100 317 7 176 0]]", "[1420] [500] [920]"}, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// An hours clause of 72 hours takes the losses of days 10 to 12 together and day 13 by itself: 400 and 400 and 100 less 400, at most 600, and nothing of 300.
func TestRun_hours(t *testing.T) {
	p := newProgram(t, treaty.Spec{Currency: "CNY", Scale: new(0), Contracts: []treaty.Contract{
		whole("XL", 1, panel("1"), xol.PerEvent{Layers: []xol.Layer{layer("400", "600")}, Clauses: xol.Clauses{Hours: []xol.HoursClause{{Hours: 72}}}}),
	}})
	table := simulation.Table{Currency: "CNY", Scale: new(0), Ends: []int{4}, Loss: []int64{400, 400, 100, 300}, Event: []int32{9, 9, 9, 9}, Day: []int16{10, 11, 12, 13}}
	r, err := simulation.Run(context.Background(), p, newBook(t, treaty.BookSpec{Currency: "CNY"}), simulation.One(table), simulation.Options{})
	if err != nil || r.Ceded().Loss[0] != 500 {
		t.Errorf("ceded %v, %v", r, err)
	}
}
