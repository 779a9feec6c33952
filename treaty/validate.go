package treaty

import (
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/engine"
)

// Errors that a caller may want to branch on.
var (
	// ErrOverflow is returned where amounts leave 64 bits of minor units.
	ErrOverflow = engine.ErrOverflow
	// ErrOverCession is what an [OverCessionError] is.
	ErrOverCession = errors.New("more is ceded than there is")
	// ErrLimit is returned for more of something than is accepted, such as layers or rows.
	ErrLimit = errors.New("size limit")
)

const (
	// maxScale is the finest minor unit, in decimal places.
	maxScale = 6
	// maxShareDecimals keeps rounded shares in 64 bits.
	maxShareDecimals = 18
	// maxRows is the greatest number of risks, events or losses of a book, and of contracts of a program.
	maxRows = 1 << 30
	// maxPriority bounds priorities, so that they mean the same on every machine.
	maxPriority = 1_000_000
)

// TooMany returns an [ErrLimit] for n of something of which limit are accepted.
func TooMany(n, limit int) error {
	return fmt.Errorf("%w: must be at most %d (got %d)", ErrLimit, limit, n)
}

// Validate reports every problem of the program that its terms show. It returns nil just when [NewProgram]
// does not return an error.
func (s Spec) Validate() error {
	_, err := NewProgram(s)
	return err
}

func checkScale(scale *int) error {
	if scale != nil && (*scale < 0 || *scale > maxScale) {
		return cede.Invalid("scale", strconv.Itoa(*scale), "must be from 0 to 6")
	}
	return nil
}

// validate reports the problems that show without compiling.
func (s Spec) validate() error {
	errs := []error{
		cede.In("currency", s.Currency.Validate()),
		oneOf("rounding", s.Rounding, RoundHalfUp, RoundHalfEven),
		oneOf("entry", s.Entry, EntryExact, EntryRound),
		checkScale(s.Scale),
	}
	if len(s.Contracts) > engine.MaxCovers {
		return errors.Join(append(errs, cede.In("contracts", TooMany(len(s.Contracts), engine.MaxCovers)))...)
	}
	priorities := make(map[string]int, len(s.Contracts))
	for _, c := range s.Contracts {
		priorities[c.ID] = c.Priority
	}
	seen := make(map[string]bool, len(s.Contracts))
	for i, c := range s.Contracts {
		err := c.validate(s.Currency, priorities)
		if c.ID != "" && seen[c.ID] {
			err = errors.Join(err, cede.Invalid("id", c.ID, "must be unique in the program"))
		}
		seen[c.ID] = true
		errs = append(errs, cede.At("contracts", i, err))
	}
	return errors.Join(errs...)
}

func (c Contract) validate(currency Currency, priorities map[string]int) error {
	errs := []error{
		checkID("id", c.ID),
		cede.In("period", c.Period.Validate()),
		oneOf("subject", c.Subject, SubjectNet, SubjectGross, SubjectNetOf),
		oneOf("inuring", c.Inuring, InuringPlaced, InuringFull),
	}
	if c.Priority < -maxPriority || c.Priority > maxPriority {
		errs = append(errs, cede.Invalid("priority", strconv.Itoa(c.Priority), "must be from -1000000 to 1000000"))
	}
	errs = append(errs, bound.Optional(bound.Positive, "exchangeRate", c.ExchangeRate))
	switch foreign := c.Currency != "" && c.Currency != currency; {
	case foreign && c.ExchangeRate == nil:
		errs = append(errs, cede.Invalid("currency", string(c.Currency), "must be the program's, "+string(currency)+", unless the contract states its rate of exchange"))
	case foreign:
		errs = append(errs, cede.In("currency", c.Currency.Validate()))
	case c.ExchangeRate != nil:
		errs = append(errs, cede.Invalid("exchangeRate", bound.Text(*c.ExchangeRate), "must be absent where the currency is the program's"))
	}
	errs = append(errs, c.checkNetOf(priorities), c.Account.validate(&c))
	own := true // every section has a placement of its own
	for _, s := range c.Sections {
		own = own && s.Placement != nil
	}
	if !own || len(c.Placement.Lines) > 0 || len(c.Sections) == 0 {
		errs = append(errs, cede.In("placement", c.Placement.Validate()))
	}
	if len(c.Sections) == 0 {
		errs = append(errs, cede.Invalid("sections", "", "must not be empty"))
	}
	if len(c.Sections) > engine.MaxCovers {
		return errors.Join(append(errs, cede.In("sections", TooMany(len(c.Sections), engine.MaxCovers)))...)
	}
	seen := make(map[string]bool, len(c.Sections))
	for i, s := range c.Sections {
		err := s.validate()
		if c.Period.Validate() == nil {
			err = errors.Join(err, cede.In("scope", s.Scope.checkDates(c.Period)))
		}
		switch {
		case s.ID == "" && len(c.Sections) > 1:
			err = errors.Join(err, cede.Invalid("id", "", "must not be empty where there are several sections"))
		case s.ID != "" && seen[s.ID]:
			err = errors.Join(err, cede.Invalid("id", s.ID, "must be unique in the contract"))
		}
		seen[s.ID] = true
		errs = append(errs, cede.At("sections", i, err))
	}
	return errors.Join(errs...)
}

func (c Contract) checkNetOf(priorities map[string]int) error {
	if c.Subject != SubjectNetOf {
		if len(c.NetOf) > 0 {
			return cede.Invalid("netOf", c.NetOf[0], "must be absent unless the subject is net-of")
		}
		return nil
	}
	if len(c.NetOf) == 0 {
		return cede.Invalid("netOf", "", "must not be empty where the subject is net-of")
	}
	var errs []error
	seen := make(map[string]bool, len(c.NetOf))
	for i, id := range c.NetOf {
		priority, ok := priorities[id]
		switch {
		case !ok:
			errs = append(errs, cede.At("netOf", i, cede.Invalid("", id, "must be a contract of the program")))
		case priority >= c.Priority:
			errs = append(errs, cede.At("netOf", i, cede.Invalid("", id, "must have a lower priority number")))
		case seen[id]:
			errs = append(errs, cede.At("netOf", i, cede.Invalid("", id, "must be named only once")))
		}
		seen[id] = true
	}
	return errors.Join(errs...)
}

func (s Section) validate() error {
	errs := []error{
		stated("basis", s.Basis, LossesOccurring, RisksAttaching, ClaimsMade),
		cede.In("scope", s.Scope.Validate()),
		oneOf("unit", s.Unit, UnitRow, UnitPolicy, UnitKey),
		oneOf("earning", s.Earning, EarningDays, Earning24ths, Earning8ths),
		bound.Optional(bound.Share, "premiumPart", s.PremiumPart),
	}
	if d := s.ShareDecimals; d != nil && (*d < 0 || *d > maxShareDecimals) {
		errs = append(errs, cede.Invalid("shareDecimals", strconv.Itoa(*d), "must be from 0 to 18"))
	}
	switch {
	case s.Unit == UnitKey && s.UnitKey == "":
		errs = append(errs, cede.Invalid("unitKey", "", "must not be empty where the unit is a key"))
	case s.Unit != UnitKey && s.UnitKey != "":
		errs = append(errs, cede.Invalid("unitKey", s.UnitKey, "must be absent unless the unit is a key"))
	}
	if s.Placement != nil {
		errs = append(errs, cede.In("placement", s.Placement.Validate()))
	}
	errs = append(errs, cede.In("terms", checkTerms(s.Terms)))
	return errors.Join(errs...)
}

// checkTerms refuses terms that are absent, not a value, or of a type from elsewhere, and validates the others.
func checkTerms(t Terms) error {
	if t == nil {
		return cede.Invalid("", "", "must not be empty")
	}
	kind := reflect.TypeOf(t)
	if kind.Kind() == reflect.Pointer {
		return cede.Invalid("", kind.String(), "must be a value, not a pointer")
	}
	// A type that embeds terms has their methods, but not their meaning.
	if module := strings.TrimSuffix(reflect.TypeFor[Spec]().PkgPath(), "treaty"); !strings.HasPrefix(kind.PkgPath(), module) {
		return cede.Invalid("", kind.String(), "must be terms of package proportional or xol")
	}
	return t.Validate()
}

// IsZero reports whether s covers everything.
func (s Scope) IsZero() bool {
	return s.Include.isZero() && s.Exclude.isZero() && len(s.ExcludeFrom)+len(s.Bounds) == 0
}

func (s Selection) isZero() bool {
	return len(s.Lines)+len(s.Territories)+len(s.Perils)+len(s.Tags)+len(s.Keys)+
		len(s.Policies)+len(s.Risks)+len(s.Events)+len(s.Losses) == 0
}

// Validate reports empty and repeated values, and bounds that contain nothing.
func (s Scope) Validate() error {
	errs := []error{cede.In("include", s.Include.validate()), cede.In("exclude", s.Exclude.validate())}
	for i, e := range s.ExcludeFrom {
		err := cede.In("exclude", e.Exclude.validate())
		if e.From.IsZero() {
			err = errors.Join(cede.Invalid("from", "", "must not be empty"), err)
		}
		if e.Exclude.isZero() {
			err = errors.Join(err, cede.Invalid("exclude", "", "must select something"))
		}
		errs = append(errs, cede.At("excludeFrom", i, err))
	}
	for i, b := range s.Bounds {
		errs = append(errs, cede.At("bounds", i, b.validate()))
	}
	return errors.Join(errs...)
}

// checkDates reports dated exclusions that do not begin inside the period of a contract, which is valid.
func (s Scope) checkDates(p Period) error {
	var errs []error
	for i, e := range s.ExcludeFrom {
		var reason string
		switch {
		case e.From.IsZero(): // reported
			continue
		case !e.From.After(p.From):
			reason = "must be after the first day of the period, " + p.From.String() + ": what is never covered is an exclusion without a date"
		case e.From.After(p.To):
			reason = "must not be after the last day of the period, " + p.To.String()
		default:
			continue
		}
		errs = append(errs, cede.At("excludeFrom", i, cede.Invalid("from", e.From.String(), reason)))
	}
	return errors.Join(errs...)
}

func (s Selection) validate() error {
	var errs []error
	for _, dim := range s.dimensions() {
		errs = append(errs, checkValues(dim.name, dim.values))
	}
	for i, k := range s.Keys {
		err := errors.Join(checkID("name", k.Name), checkValues("values", k.Values))
		if len(k.Values) == 0 {
			err = errors.Join(err, cede.Invalid("values", "", "must not be empty"))
		}
		errs = append(errs, cede.At("keys", i, err))
	}
	return errors.Join(errs...)
}

type dimension struct {
	name   string
	values []string
}

// dimensions returns the plain lists of s.
func (s *Selection) dimensions() []dimension {
	return []dimension{
		{"lines", s.Lines},
		{"territories", s.Territories},
		{"perils", s.Perils},
		{"tags", s.Tags},
		{"policies", s.Policies},
		{"risks", s.Risks},
		{"events", s.Events},
		{"losses", s.Losses},
	}
}

func checkValues(name string, values []string) error {
	var errs []error
	seen := make(map[string]bool, len(values))
	for i, v := range values {
		if err := checkID("", v); err != nil {
			errs = append(errs, cede.At(name, i, err))
		} else if seen[v] {
			errs = append(errs, cede.At(name, i, cede.Invalid("", v, "must be listed only once")))
		}
		seen[v] = true
	}
	return errors.Join(errs...)
}

func (b Bound) validate() error {
	errs := []error{checkID("attribute", b.Attribute)}
	var ends []error
	if b.Min != nil {
		ends = append(ends, bound.Check("min", *b.Min))
	}
	if b.Max != nil {
		ends = append(ends, bound.Check("max", *b.Max))
	}
	err := errors.Join(ends...)
	switch {
	case b.Min == nil && b.Max == nil:
		errs = append(errs, cede.Invalid("min", "", "must not be empty without a max"))
	case err == nil && b.Min != nil && b.Max != nil && b.Min.GreaterThan(*b.Max):
		errs = append(errs, cede.Invalid("min", bound.Text(*b.Min), "must not be above the max, "+bound.Text(*b.Max)))
	}
	return errors.Join(append(errs, err)...)
}

// checkID reports a name that is empty or not text.
func checkID(name, id string) error {
	switch {
	case id == "":
		return cede.Invalid(name, "", "must not be empty")
	case !utf8.ValidString(id):
		return cede.Invalid(name, strconv.QuoteToASCII(id), "must be valid UTF-8")
	}
	return nil
}

// stated reports a reading that is none of those known.
func stated[T ~string](name string, got T, known ...T) error {
	for _, k := range known {
		if got == k {
			return nil
		}
	}
	if got == "" {
		return cede.Invalid(name, "", "must not be empty")
	}
	text := ""
	for i, k := range known {
		if i > 0 {
			text += ", "
		}
		text += string(k)
	}
	return cede.Invalid(name, string(got), "must be one of "+text)
}

// oneOf is [stated] for a reading that may be empty.
func oneOf[T ~string](name string, got T, known ...T) error {
	if got == "" {
		return nil
	}
	return stated(name, got, known...)
}

// or returns the reading, or its default if it is empty.
func or[T cmp.Ordered](got, byDefault T) T { return cmp.Or(got, byDefault) }
