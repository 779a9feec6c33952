package nonlife

import (
	"bufio"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
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
	// maxRatio is as high as the ratio of a loss to a premium may be. With it the loss of a scenario is at most 2 × 10^37 in 10^-14 yuan, 200 zones
	// of 10^17 yuan, and fits in 128 bits.
	maxRatio = 10_000
)

// ReadScenarios reads a table of at most limit bytes, line by line, in CSV and UTF-8: the header "scenario" and the zones, then a line for each
// scenario with its name and a ratio for each zone.
//
//	scenario,福建,广东
//	T-0001,0.0012,0
//	T-0002,0,0.0375
//
// Ratios are not negative, at most 10,000 (those of overseas zones are to premium) and have at most 12 decimal places; they may be written as 1.2E-05.
// Names are not empty, at most 64 bytes and each there once. There are at most 200 zones and 1,000,000 scenarios. A byte-order mark and empty lines
// are passed over. Errors name the line and the zone.
func ReadScenarios(r io.Reader, limit int64) (*Scenarios, error) {
	limited := &io.LimitedReader{R: r, N: min(max(limit, 0), math.MaxInt64-1) + 1}
	s := &Scenarios{}
	err := s.read(limited)
	switch {
	case limited.N <= 0:
		return nil, strictjson.ErrTooLarge
	case err != nil:
		return nil, err
	case len(s.ids) == 0:
		return nil, cede.Invalid("", "", "must have a header and at least one scenario")
	}
	return s, nil
}

func (s *Scenarios) read(r io.Reader) error {
	text := bufio.NewReader(r)
	const mark = "\uFEFF"
	switch start, err := text.Peek(len(mark)); {
	case string(start) == mark:
		_, _ = text.Discard(len(mark))
	case err != nil && err != io.EOF:
		return err
	}
	reader := csv.NewReader(text)
	reader.FieldsPerRecord = -1
	reader.ReuseRecord = true
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
		if err != nil {
			return err
		}
		line, _ := reader.FieldPos(0)
		switch {
		case s.zones == nil:
			if err := s.header(cells); err != nil {
				return cede.In(place(line), err)
			}
		case len(s.ids) == maxScenarios:
			errs = append(errs, cede.Invalid(place(line), "", fmt.Sprintf("must not be more than %d scenarios", maxScenarios)))
			return errors.Join(errs...)
		default:
			if err := s.add(cells, seen); err != nil {
				errs = append(errs, cede.In(place(line), err))
			}
		}
	}
	return errors.Join(errs...)
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

// readRatio reads a ratio in 10^-12.
func readRatio(text string) (uint64, error) {
	if ratio, ok := plain(text); ok {
		return ratio, nil
	}
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

// plain reads a ratio below 10 as most are written, a digit or a digit, a point and up to 12 digits, which is ten times as fast.
func plain(text string) (uint64, bool) {
	const point = 1
	if len(text) == 0 || len(text) == point+1 || len(text) > point+1+ratioPlaces {
		return 0, false
	}
	var ratio uint64
	for i, c := range []byte(text) {
		switch {
		case i == point && c == '.':
		case i != point && '0' <= c && c <= '9':
			ratio = 10*ratio + uint64(c-'0')
		default:
			return 0, false
		}
	}
	for range ratioPlaces - max(len(text)-point-1, 0) {
		ratio *= 10
	}
	return ratio, true
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

// byName returns the zones, as columns of the table, by name.
func (s *Scenarios) byName() []int {
	columns := make([]int, len(s.zones))
	for i := range columns {
		columns[i] = i
	}
	slices.SortFunc(columns, func(a, b int) int { return cmp.Compare(s.zones[a], s.zones[b]) })
	return columns
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

// losses returns the loss of each scenario on exposures in fen, one for each zone.
func (s *Scenarios) losses(exposures []uint64) []loss128 {
	losses := make([]loss128, len(s.ids))
	for i := range losses {
		row := s.ratios[i*len(s.zones) : (i+1)*len(s.zones)]
		var sum loss128
		for j, ratio := range row {
			hi, lo := bits.Mul64(ratio, exposures[j])
			var carry uint64
			sum.lo, carry = bits.Add64(sum.lo, lo, 0)
			sum.hi += hi + carry
		}
		losses[i] = sum
	}
	return losses
}

// column returns the loss of each scenario on a unit in one zone.
func (s *Scenarios) column(zone int) []loss128 {
	losses := make([]loss128, len(s.ids))
	for i := range losses {
		losses[i].lo = s.ratios[i*len(s.zones)+zone]
	}
	return losses
}

// at returns the scenario whose loss is at the position in ascending order, from 0; of several with that loss, the one whose name is first.
func (s *Scenarios) at(losses []loss128, position int) int {
	want := slices.SortedFunc(slices.Values(losses), loss128.compare)[position]
	found := -1
	for i, l := range losses {
		if l == want && (found < 0 || s.ids[i] < s.ids[found]) {
			found = i
		}
	}
	return found
}
