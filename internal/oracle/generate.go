package oracle

import (
	"math/rand/v2"
	"time"

	"github.com/cedego/cede"
	"github.com/cedego/cede/treaty"
	"github.com/shopspring/decimal"
)

// A maker makes random values for one program or book.
type maker struct {
	*rand.Rand
	scale int
	finer bool  // amounts may be finer than the minor unit
	mood  int64 // the usual size of amounts, in minor units
}

// chance is true so many times in 100.
func (m maker) chance(percent int) bool { return m.IntN(100) < percent }

// between returns a number in [lo, hi].
func (m maker) between(lo, hi int64) int64 { return lo + m.Int64N(hi-lo+1) }

func pick[T any](m maker, list ...T) T { return list[m.IntN(len(list))] }

// some returns about one in two of a list, at least one, in their order.
func some[T any](m maker, list ...T) []T {
	var out []T
	for _, x := range list {
		if m.chance(50) {
			out = append(out, x)
		}
	}
	if out == nil {
		out = []T{pick(m, list...)}
	}
	return out
}

func shuffled[T any](m maker, list []T) []T {
	m.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}

// exact returns so many minor units.
func (m maker) exact(n int64) decimal.Decimal { return decimal.New(n, int32(-m.scale)) }

// amount returns an amount that is, or on entry rounds to, so many minor units.
func (m maker) amount(n int64) decimal.Decimal {
	if !m.finer || n == 0 || m.chance(50) {
		return m.exact(n)
	}
	return decimal.New(10*n+m.between(-5, 4), int32(-m.scale-1))
}

// units returns an amount in minor units, rounded.
func (m maker) units(d decimal.Decimal) int64 {
	return halfUp(quo(fraction(d), fraction(m.exact(1)))).Num().Int64()
}

func (m maker) optional(n int64) *decimal.Decimal {
	d := m.amount(n)
	return &d
}

// size returns a number of minor units of the usual size, above zero.
func (m maker) size() int64 { return m.between(1, m.mood) }

// date returns a day near the begin or end of a period, or inside it.
func (m maker) date(p treaty.Period) cede.Date {
	switch m.IntN(5) {
	case 0:
		return p.From
	case 1:
		return p.To
	case 2:
		return p.From.AddDays(int(m.between(-40, 40)))
	case 3:
		return p.To.AddDays(int(m.between(-40, 40)))
	}
	return p.From.AddDays(m.IntN(p.Days()))
}

// The words of generated books and programs.

func riskIDs() []string {
	return []string{"r01", "r02", "r03", "r04", "r05", "r06", "R07", "R08", "R09", "r1", "r11", "r12"}
}

func lossIDs() []string {
	return []string{
		"l01", "l02", "l03", "l04", "l05", "l06", "l07", "l08", "l09", "l1",
		"L11", "L12", "L13", "L14", "L15", "l16", "l17", "l18", "l19", "l20",
	}
}
func eventIDs() []string    { return []string{"e1", "e10", "e2", "E3", "e4", "e5"} }
func policies() []string    { return []string{"p1", "p2", "p3", "p4", "p5", "p6"} }
func accountKeys() []string { return []string{"a1", "a2", "a3"} }
func ships() []string       { return []string{"s1", "s2"} }
func lines() []string       { return []string{"fire", "cargo", "motor"} }
func territories() []string { return []string{"north", "south"} }
func perils() []string      { return []string{"wind", "quake", "flood"} }
func tags() []string        { return []string{"t1", "t2", "t3"} }
func grades() []string      { return []string{"I", "II", "III"} }

// civil returns a day that the calendar has.
func civil(year int, month time.Month, day int) cede.Date {
	d, err := cede.NewDate(year, month, day)
	if err != nil {
		panic("oracle: " + err.Error())
	}
	return d
}
