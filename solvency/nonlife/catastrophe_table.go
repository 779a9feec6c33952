package nonlife

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/bits"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/strictjson"
)

// Scenarios is a table of the damage ratios (巨灾损失因子) of one catastrophe risk: for each scenario and zone, the part of the exposure
// that is lost. The regulator's tables are not public; a company reads its own with [ReadScenarios]. It is immutable and safe for concurrent
// use. The zero Scenarios is not valid.
type Scenarios struct {
	zones []string
	ids   []string
	// ratios are in 10^-12, one row for each scenario and one column for each zone.
	ratios []uint64
}

const (
	ratioPlaces  = 12
	maxZones     = 200
	maxScenarios = 1_000_000
	maxRatio     = 1_000_000 // as high as the ratio of a loss to premium may be
)

// ReadScenarios reads a table of at most limit bytes, in CSV and UTF-8: the header "scenario" and the zones, then a line for each scenario
// with its name and a ratio for each zone.
//
//	scenario,福建,广东
//	T-0001,0.0012,0
//	T-0002,0,0.0375
//
// Ratios are not negative, at most 1,000,000 (those of overseas zones are to premium) and have at most 12 decimal places. Names are not empty, at most
// 64 bytes and each there once. There are at most 200 zones and 1,000,000 scenarios. Errors name the line and the zone.
func ReadScenarios(r io.Reader, limit int64) (*Scenarios, error) {
	data, err := strictjson.ReadAll(r, limit)
	if err != nil {
		return nil, err
	}
	reader := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\uFEFF"))))
	reader.FieldsPerRecord = -1
	reader.ReuseRecord = true
	s := &Scenarios{}
	seen := map[string]bool{}
	var errs []error
	for len(errs) < maxProblems {
		cells, err := reader.Read()
		if err == io.EOF {
			break
		}
		if broken, ok := errors.AsType[*csv.ParseError](err); ok {
			errs = append(errs, cede.Invalid(place(broken.StartLine), "", "must have quotes only around a whole cell, and double inside it"))
			break
		}
		line, _ := reader.FieldPos(0)
		switch {
		case s.zones == nil:
			if err := s.header(cells); err != nil {
				return nil, cede.In(place(line), err)
			}
		case len(s.ids) == maxScenarios:
			errs = append(errs, cede.Invalid(place(line), "", fmt.Sprintf("must not be more than %d scenarios", maxScenarios)))
			return nil, errors.Join(errs...)
		default:
			if err := s.add(cells, seen); err != nil {
				errs = append(errs, cede.In(place(line), err))
			}
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	if len(s.ids) == 0 {
		return nil, cede.Invalid("", "", "must have a header and at least one scenario")
	}
	return s, nil
}

// maxProblems is how many problems of one table are reported.
const maxProblems = 100

func place(line int) string { return fmt.Sprintf("line %d", line) }

func (s *Scenarios) header(cells []string) error {
	if cells[0] != "scenario" || len(cells) < 2 {
		return cede.Invalid("", strictjson.Shown(strings.Join(cells, ",")), "must be the header: scenario, then zones")
	}
	if len(cells)-1 > maxZones {
		return cede.Invalid("", "", fmt.Sprintf("must not have more than %d zones", maxZones))
	}
	for _, zone := range cells[1:] {
		if err := named("zone", zone); err != nil {
			return err
		}
		if slices.Contains(s.zones, zone) {
			return cede.Invalid("zone", zone, "must not be there twice")
		}
		s.zones = append(s.zones, strings.Clone(zone))
	}
	return nil
}

// named refuses a name that cannot stand in a table.
func named(field, name string) error {
	const most = 64
	switch {
	case name == "":
		return cede.Invalid(field, "", "must not be empty")
	case len(name) > most:
		return cede.Invalid(field, strictjson.Shown(name), fmt.Sprintf("must have at most %d bytes", most))
	case !printable(name):
		return cede.Invalid(field, strictjson.Shown(name), "must be printable UTF-8")
	}
	return nil
}

func (s *Scenarios) add(cells []string, seen map[string]bool) error {
	if len(cells) != len(s.zones)+1 {
		return cede.Invalid("", "", fmt.Sprintf("must have %d cells, as the header does (got %d)", len(s.zones)+1, len(cells)))
	}
	if err := named("scenario", cells[0]); err != nil {
		return err
	}
	if seen[cells[0]] {
		return cede.Invalid("scenario", cells[0], "must not be there twice")
	}
	id := strings.Clone(cells[0])
	seen[id] = true
	for i, text := range cells[1:] {
		ratio, err := readRatio(text)
		if err != nil {
			s.ratios = s.ratios[:len(s.ids)*len(s.zones)]
			return cede.In(s.zones[i], err)
		}
		s.ratios = append(s.ratios, ratio)
	}
	s.ids = append(s.ids, id)
	return nil
}

func readRatio(text string) (uint64, error) {
	x, err := bound.Parse(text)
	if err == nil {
		err = bound.NotNegative("", x)
	}
	switch {
	case err != nil:
		return 0, err
	case x.GreaterThan(decimal.New(maxRatio, 0)):
		return 0, cede.Invalid("", bound.Text(x), fmt.Sprintf("must be at most %d", maxRatio))
	case !x.Equal(x.Truncate(ratioPlaces)):
		return 0, cede.Invalid("", bound.Text(x), fmt.Sprintf("must have at most %d decimal places", ratioPlaces))
	}
	return x.Shift(ratioPlaces).BigInt().Uint64(), nil
}

// Zones returns the zones, in the order of the table.
func (s *Scenarios) Zones() []string {
	if s == nil {
		return nil
	}
	return slices.Clone(s.zones)
}

// Len returns the number of scenarios.
func (s *Scenarios) Len() int {
	if s == nil {
		return 0
	}
	return len(s.ids)
}

// ratio returns the ratio of a scenario and zone.
func (s *Scenarios) ratio(scenario, zone int) decimal.Decimal {
	return decimal.NewFromUint64(s.ratios[scenario*len(s.zones)+zone]).Shift(-ratioPlaces)
}

// A Rank says which scenario is at a confidence level (VaR) if a whole number of scenarios are below it. The rule does not say. Source: Rule 4
// Art. 47.
type Rank string

const (
	// Upper is the least loss that more than the part p of the scenarios do not exceed: the (⌊p n⌋ + 1)-th of n from below. It is the
	// default, and the higher capital.
	Upper Rank = "upper"
	// Lower is the least loss that at least the part p of the scenarios do not exceed: the ⌈p n⌉-th of n from below.
	Lower Rank = "lower"
)

// position returns the place of the scenario at the confidence level among n in ascending order, from 0.
func (r Rank) position(n int, confidence decimal.Decimal) int {
	part := confidence.Mul(decimal.New(int64(n), 0))
	whole := int(part.Truncate(0).BigInt().Int64())
	if r == Lower && part.Equal(part.Truncate(0)) {
		whole--
	}
	return min(max(whole, 0), n-1)
}

// A loss128 is a loss of a scenario in 10^-14 yuan.
type loss128 struct{ hi, lo uint64 }

func (a loss128) compare(b loss128) int {
	return cmp.Or(cmp.Compare(a.hi, b.hi), cmp.Compare(a.lo, b.lo))
}

// losses returns the loss of each scenario on exposures in fen, one for each zone. It is false if one is too large.
func (s *Scenarios) losses(exposures []uint64) ([]loss128, bool) {
	losses := make([]loss128, len(s.ids))
	for i := range losses {
		row := s.ratios[i*len(s.zones) : (i+1)*len(s.zones)]
		var sum loss128
		for j, ratio := range row {
			hi, lo := bits.Mul64(ratio, exposures[j])
			var carry uint64
			sum.lo, carry = bits.Add64(sum.lo, lo, 0)
			sum.hi, carry = bits.Add64(sum.hi, hi, carry)
			if carry != 0 {
				return nil, false
			}
		}
		losses[i] = sum
	}
	return losses, true
}

// at returns the scenario whose loss is at the confidence level; of several with that loss, the one whose name is first.
func (s *Scenarios) at(losses []loss128, position int) int {
	order := make([]int, len(losses))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return losses[a].compare(losses[b]) })
	found := order[position]
	for _, i := range order {
		if losses[i] == losses[found] && s.ids[i] < s.ids[found] {
			found = i
		}
	}
	return found
}
