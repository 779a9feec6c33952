package treaty_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/gens"
	"github.com/cedego/cede/internal/oracle"
	"github.com/cedego/cede/internal/strictjson"
	"github.com/cedego/cede/treaty"
	"github.com/leanovate/gopter"
	"github.com/shopspring/decimal"
)

// A lawCase is a program and a book that a law is tried on.
type lawCase struct {
	seed   int64
	shrunk bool
	spec   treaty.Spec
	book   treaty.BookSpec
}

// String names the seed, and writes out what was shrunk.
func (c *lawCase) String() string {
	if !c.shrunk {
		return fmt.Sprintf("seed %d", c.seed)
	}
	text := func(v any) string {
		b, err := strictjson.Marshal(v)
		if err != nil {
			return err.Error()
		}
		return string(b)
	}
	return fmt.Sprintf("seed %d\nprogram: %s\nbook: %s", c.seed, text(c.spec), text(c.book))
}

// lawCases generates programs with a book. It shrinks by leaving out contracts, sections, losses, events and risks.
func lawCases(draw func(r *rand.Rand) (treaty.Spec, treaty.BookSpec)) gopter.Gen {
	seeds := gens.Minor(0, 1<<62)
	return func(params *gopter.GenParameters) *gopter.GenResult {
		seed, _ := seeds(params).Retrieve()
		c := &lawCase{seed: seed.(int64)}
		c.spec, c.book = draw(rand.New(rand.NewPCG(uint64(c.seed), 1)))
		return gopter.NewGenResult(c, func(v any) gopter.Shrink { return v.(*lawCase).shrink() })
	}
}

// lawBooks are the programs and books of the oracle.
func lawBooks() gopter.Gen {
	return lawCases(func(r *rand.Rand) (treaty.Spec, treaty.BookSpec) {
		spec := oracle.Program(r)
		return spec, oracle.Book(r, spec)
	})
}

// shrink gives the valid cases with one thing less.
func (c *lawCase) shrink() gopter.Shrink {
	var list []*lawCase
	less := func(f func(d *lawCase)) {
		d := &lawCase{seed: c.seed, shrunk: true, spec: c.spec, book: c.book}
		f(d)
		if _, err := treaty.NewProgram(d.spec); err != nil {
			return
		}
		if _, err := treaty.NewBook(d.book); err != nil {
			return
		}
		list = append(list, d)
	}
	for i := range c.spec.Contracts {
		less(func(d *lawCase) { d.spec.Contracts = lawWithout(c.spec.Contracts, i) })
	}
	for i := range c.spec.Contracts {
		for k := range c.spec.Contracts[i].Sections {
			less(func(d *lawCase) {
				d.spec.Contracts = slices.Clone(c.spec.Contracts)
				d.spec.Contracts[i].Sections = lawWithout(c.spec.Contracts[i].Sections, k)
			})
		}
	}
	for i := range c.book.Losses {
		less(func(d *lawCase) { d.book.Losses = lawWithout(c.book.Losses, i) })
	}
	for i := range c.book.Events {
		less(func(d *lawCase) { d.book.Events = lawWithout(c.book.Events, i) })
	}
	for i := range c.book.Risks {
		less(func(d *lawCase) { d.book.Risks = lawWithout(c.book.Risks, i) })
	}
	return func() (any, bool) {
		if len(list) == 0 {
			return nil, false
		}
		next := list[0]
		list = list[1:]
		return next, true
	}
}

func lawWithout[T any](list []T, i int) []T {
	return slices.Concat(list[:i], list[i+1:])
}

// lawProgram compiles a spec that must be valid.
func lawProgram(spec treaty.Spec) *treaty.Program {
	p, err := treaty.NewProgram(spec)
	if err != nil {
		panic(err)
	}
	return p
}

// lawBook checks a book that must be valid.
func lawBook(spec treaty.BookSpec) *treaty.Book {
	b, err := treaty.NewBook(spec)
	if err != nil {
		panic(err)
	}
	return b
}

// lawApply applies a valid program to a valid book.
func lawApply(spec treaty.Spec, book treaty.BookSpec) (*treaty.Result, error) {
	return lawApplied(lawProgram(spec), book)
}

// lawApplied applies a program to a valid book.
func lawApplied(p *treaty.Program, book treaty.BookSpec) (*treaty.Result, error) {
	return p.Apply(context.Background(), lawBook(book))
}

func lawDay(t *testing.T, text string) cede.Date {
	t.Helper()
	d, err := cede.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func lawYear(t *testing.T) treaty.Period {
	t.Helper()
	return treaty.Period{From: lawDay(t, "2026-01-01"), To: lawDay(t, "2026-12-31")}
}

func lawDec(text string) decimal.Decimal { return decimal.RequireFromString(text) }

func lawOptional(text string) *decimal.Decimal {
	d := lawDec(text)
	return &d
}

// lawPanel is a placement with the given lines.
func lawPanel(shares ...string) treaty.Placement {
	var p treaty.Placement
	for i, s := range shares {
		p.Lines = append(p.Lines, treaty.Line{Reinsurer: fmt.Sprintf("re%d", i+1), Share: lawDec(s)})
	}
	return p
}

// lawScale is the number of decimal places of a program's minor unit.
func lawScale(spec treaty.Spec) int {
	if spec.Scale != nil {
		return *spec.Scale
	}
	return spec.Currency.Places()
}

// lawOwn is the id of a section if it has a placement of its own, by contract and section.
func lawOwn(spec treaty.Spec) map[[2]string]string {
	out := map[[2]string]string{}
	for _, c := range spec.Contracts {
		for _, s := range c.Sections {
			if s.Placement != nil {
				out[[2]string{c.ID, s.ID}] = s.ID
			}
		}
	}
	return out
}

// lawNames are the reinsurers of each panel in order, by contract and own section.
func lawNames(spec treaty.Spec) map[[2]string][]treaty.Line {
	out := map[[2]string][]treaty.Line{}
	for _, c := range spec.Contracts {
		for _, s := range c.Sections {
			if s.Placement != nil {
				out[[2]string{c.ID, s.ID}] = s.Placement.Lines
			} else {
				out[[2]string{c.ID, ""}] = c.Placement.Lines
			}
		}
	}
	return out
}

// lawLines joins what a law finds broken.
type lawLines struct{ list []string }

func (l *lawLines) addf(format string, args ...any) {
	if len(l.list) < 20 {
		l.list = append(l.list, fmt.Sprintf(format, args...))
	}
}

func (l *lawLines) String() string { return strings.Join(l.list, "\n") }
