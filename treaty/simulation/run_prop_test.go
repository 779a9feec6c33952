package simulation_test

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/gens"
	"github.com/cedego/cede/internal/oracle"
	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/treaty/simulation"
	godiff "github.com/google/go-cmp/cmp"
	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"
)

func TestRunLaws(t *testing.T) {
	proptest.Check(t, "a year is what apply makes of a book with its losses", prop.ForAll(func(seed int64) string {
		return lawYears(rand.New(rand.NewPCG(uint64(seed), 7)))
	}, gens.Minor(0, 1<<62)))
}

// lawYears draws a program that columns can run, with two segments over four years, and says where the years differ from books.
func lawYears(r *rand.Rand) string {
	for {
		spec := oracle.Program(r)
		if r.IntN(2) == 0 {
			spec = oracle.Covers(r)
		}
		program, err := treaty.NewProgram(spec)
		if err != nil {
			continue
		}
		data := oracle.Book(r, spec)
		data.Losses = nil
		book, err := treaty.NewBook(data)
		if err != nil || len(data.Risks) == 0 || claimsMade(spec) {
			continue
		}
		if _, err := program.Batch(context.Background(), book); err != nil {
			continue // what columns cannot say
		}
		return lawRun(r, program, book, data)
	}
}

func claimsMade(spec treaty.Spec) bool {
	return slices.ContainsFunc(spec.Contracts, func(c treaty.Contract) bool {
		return slices.ContainsFunc(c.Sections, func(s treaty.Section) bool { return s.Basis == treaty.ClaimsMade })
	})
}

// A drawn loss is in a year and a segment.
type drawn struct {
	year, segment int
	day           int16
	risk, event   int32
	loss          int64
}

func lawRun(r *rand.Rand, program *treaty.Program, book *treaty.Book, data treaty.BookSpec) string {
	const years = 4
	var losses []drawn
	for year := range years {
		for range r.IntN(6) {
			risk := r.IntN(len(data.Risks))
			from := max(data.Risks[risk].Period.From.Sub(program.First()), 0) // a book has losses of a policy in its period
			days := min(data.Risks[risk].Period.To.Sub(program.First()), 364) - from + 1
			if days < 1 {
				continue
			}
			losses = append(losses, drawn{
				year, r.IntN(2), int16(1 + from + r.IntN(days)), int32(risk), r.Int32N(int32(len(data.Events))+1) - 1, r.Int64N(1_000_000),
			})
		}
	}
	slices.SortStableFunc(losses, func(a, b drawn) int {
		return cmp.Or(cmp.Compare(a.year, b.year), cmp.Compare(a.day, b.day), cmp.Compare(a.segment, b.segment))
	})
	var ids []string
	for i := range data.Risks {
		ids = append(ids, data.Risks[i].ID)
	}
	tables := [2]simulation.Table{}
	for i := range tables {
		tables[i] = simulation.Table{Currency: program.Currency(), Scale: new(program.Scale()), Event: []int32{}, Risk: []int32{}, Risks: ids, Day: []int16{}}
		for year := range years {
			for _, x := range losses {
				if x.year == year && x.segment == i {
					t := &tables[i]
					t.Loss, t.Event, t.Risk, t.Day = append(t.Loss, x.loss), append(t.Event, x.event), append(t.Risk, x.risk), append(t.Day, x.day)
				}
			}
			tables[i].Ends = append(tables[i].Ends, len(tables[i].Loss))
		}
	}
	portfolio := simulation.Portfolio{Segments: []simulation.Segment{{Name: "b", Table: tables[1]}, {Name: "a", Table: tables[0]}}}
	result, err := simulation.Run(context.Background(), program, book, portfolio, simulation.Options{Detail: true})
	if result == nil {
		return ""
	}
	for year := range result.Years() {
		if wrong := lawYear(program, data, losses, result, year); wrong != "" {
			return fmt.Sprintf("year %d: %s", year+1, wrong)
		}
	}
	if err != nil {
		if _, _, applied := lawBook(program, data, losses, result.Years()); applied == nil {
			return fmt.Sprintf("year %d: the run says %v, the book nothing", result.Years()+1, err)
		}
	}
	return ""
}

// lawBook applies the program to a book of one year, which has the same losses under ids in the same order.
func lawBook(program *treaty.Program, data treaty.BookSpec, losses []drawn, year int) (gross int64, r *treaty.Result, err error) {
	first := program.First()
	for i, x := range losses {
		if x.year != year {
			continue
		}
		l := treaty.Loss{ID: fmt.Sprintf("%04d", i), Risk: data.Risks[x.risk].ID, Date: first.AddDays(int(x.day) - 1), Currency: program.Currency()}
		if x.event >= 0 {
			l.Event = data.Events[x.event].ID
		}
		l.Positions = []treaty.Position{{Paid: decimal.New(x.loss, -int32(program.Scale()))}}
		data.Losses = append(data.Losses, l)
		gross += x.loss
	}
	for i := range data.Events {
		data.Events[i].From, data.Events[i].To = cede.Date{}, cede.Date{}
	}
	book, err := treaty.NewBook(data)
	if err != nil {
		return 0, nil, err
	}
	r, err = program.Apply(context.Background(), book)
	return gross, r, err
}

func lawYear(program *treaty.Program, data treaty.BookSpec, losses []drawn, got *simulation.Result, year int) string {
	gross, want, err := lawBook(program, data, losses, year)
	if err != nil {
		return "the book: " + err.Error()
	}
	if got.Gross().Loss[year] != gross {
		return fmt.Sprintf("gross %d, want %d", got.Gross().Loss[year], gross)
	}
	minor := func(d decimal.Decimal) int64 { return d.Shift(int32(program.Scale())).BigInt().Int64() }
	at := func(y simulation.YearLosses) int64 {
		if y.Loss == nil {
			return 0
		}
		return y.Loss[year]
	}
	type figures struct{ Subject, Ceded, Price, Brokerage int64 }
	ceded := int64(0)
	for _, c := range want.Contracts() {
		x, ok := got.Contract(c.Contract)
		if !ok {
			return "no contract " + c.Contract
		}
		if d := godiff.Diff(
			figures{minor(c.Subject.Loss), minor(c.Ceded.Loss), minor(c.Price.Premium), minor(c.Price.Brokerage)},
			figures{at(x.Subject), at(x.Ceded), at(x.Price), at(x.Brokerage)},
		); d != "" {
			return c.Contract + " (-book +run)\n" + d
		}
		ceded += at(x.Ceded)
		for _, re := range c.Reinsurers {
			l, _ := got.Line(treaty.LineName{Contract: c.Contract, Reinsurer: re.Reinsurer})
			if d := godiff.Diff(
				figures{0, minor(re.Ceded.Loss), minor(re.Price.Premium), minor(re.Price.Brokerage)}, figures{0, at(l.Ceded), at(l.Price), at(l.Brokerage)},
			); d != "" {
				return c.Contract + " of " + re.Reinsurer + " (-book +run)\n" + d
			}
		}
	}
	if net := got.Net().Loss[year]; net != gross-ceded {
		return fmt.Sprintf("net %d, want %d", net, gross-ceded)
	}
	var segments, segmentsCeded int64
	for _, name := range got.Segments {
		g, c, _ := got.Segment(name)
		segments, segmentsCeded = segments+g.Loss[year], segmentsCeded+c.Loss[year]
	}
	if segments != gross || segmentsCeded != ceded {
		return fmt.Sprintf("segments have %d and cede %d, want %d and %d", segments, segmentsCeded, gross, ceded)
	}
	return ""
}
