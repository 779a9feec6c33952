package proportional

import (
	"errors"
	"strconv"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/engine"
)

// YearsTogether takes several years together, for a sliding scale or a profit commission. The zero YearsTogether is not valid.
type YearsTogether struct {
	_ [0]func()
	// Years is how many, at least 2.
	Years int `json:"years"`
	// As says how. It must be stated.
	As Together `json:"as"`
}

// Together says how several years are taken together.
type Together string

const (
	// TogetherAverage is the mean of the year and those before it that there are, each year anew; of loss ratios that of all losses over all premium.
	TogetherAverage Together = "average"
	// TogetherSum is the sum of the years so far in blocks, the first of which begins with the first year; what the years of the block before were given is
	// taken from what it comes to, which may leave less than nothing.
	TogetherSum Together = "sum"
)

func (o *YearsTogether) validate() error {
	if o == nil {
		return nil
	}
	var errs []error
	if o.Years < 2 || o.Years > 9999 {
		errs = append(errs, cede.Invalid("years", strconv.Itoa(o.Years), "must be 2 to 9999"))
	}
	if o.As == "" {
		errs = append(errs, cede.Invalid("as", "", "must not be empty"))
	}
	errs = append(errs, oneOf("as", o.As, TogetherAverage, TogetherSum))
	return cede.In("over", errors.Join(errs...))
}

func (o *YearsTogether) lower() engine.Together {
	if o == nil {
		return engine.Together{}
	}
	return engine.Together{Years: o.Years, Average: o.As == TogetherAverage}
}

// without reports an amount that is carried forward beside several years together.
func (o *YearsTogether) without(name string, c *Carry) error {
	if o == nil || c == nil {
		return nil
	}
	return cede.Invalid(name, "", "must be absent beside several years together")
}
