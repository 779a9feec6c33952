package engine

import "github.com/cedego/cede/internal/fixed"

// Together takes several years together. The zero Together is each year by itself.
type Together struct {
	// Years is how many, 0 or 1 is none.
	Years int
	// Average takes the year and those before it as they roll on, otherwise they are taken in blocks.
	Average bool
}

// several reports whether a year is taken with others.
func (t Together) several() bool { return t.Years > 1 }

// blocks reports whether several years are taken in blocks, of which each gives what the block comes to less what those before it gave.
func (t Together) blocks() bool { return t.several() && !t.Average }

// A stretch is the years that are taken together with the next.
type stretch struct {
	// figures are of these years, by what they are of.
	figures [][]int64
	years   int
	// paid is what was allowed of their block.
	paid int64
}

// next takes in a year by its figures and returns the sum of each over the years that are taken together with it.
func (s *stretch) next(t Together, year ...int64) ([]int64, error) {
	if s.figures == nil {
		s.figures = make([][]int64, len(year))
	}
	drop := 0
	if s.years == t.Years {
		drop = 1
		if t.blocks() {
			drop, s.paid = s.years, 0
		}
	}
	s.years += 1 - drop
	sums := make([]int64, len(year))
	for i, x := range year {
		s.figures[i] = append(s.figures[i][drop:], x)
		var ok bool
		if sums[i], ok = fixed.Sum(s.figures[i]); !ok {
			return nil, ErrOverflow
		}
	}
	return sums, nil
}

// less returns what the year at hand gives of what its block comes to.
func (s *stretch) less(amount int64) int64 {
	amount, s.paid = amount-s.paid, amount
	return amount
}
