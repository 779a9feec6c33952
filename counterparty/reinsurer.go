package counterparty

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
)

// A Home is where a reinsurer is supervised. The zero Home is not valid.
type Home string

const (
	// Domestic is a reinsurer in China, branches of foreign ones included (境内再保险分入人).
	Domestic Home = "domestic"
	// Overseas is a reinsurer elsewhere (境外再保险分入人).
	Overseas Home = "overseas"
	// HongKong is a qualified reinsurer of Hong Kong: professional, rated A- or above and above the ratios that the regulator demands there,
	// which the user has to know. To a reinsurer that retrocedes it is overseas. Source: implementing notice 一（八）.
	HongKong Home = "hong-kong"
)

// A Reinsurer is a counterparty of reinsurance ceded, with what its factor depends on. The zero Reinsurer is not valid.
type Reinsurer struct {
	_ [0]func()

	// ID names the reinsurer, of 1 to 100 bytes.
	ID string `json:"id"`
	// Home is where it is supervised.
	Home Home `json:"home"`
	// Direct says that it is a direct insurer that assumes reinsurance. Source: Rule 9 Art. 24 （一）.
	Direct bool `json:"direct,omitzero"`
	// Branch says of a domestic one that it is no legal entity of its own (境内非独立法人机构). Source: Rule 9 Art. 24 （二）.
	Branch bool `json:"branch,omitzero"`
	// Ratio is the comprehensive solvency ratio of a domestic one, of this or the last quarter-end; nil is no data.
	Ratio *decimal.Decimal `json:"ratio,omitzero"`
	// Met says of one that is not domestic whether it meets all solvency requirements of its head office's home; nil is no data.
	Met *bool `json:"met,omitzero"`
	// Ratings are those of one that is not domestic; they matter to retrocession.
	Ratings []Rating `json:"ratings,omitzero"`
	// Transparent says of an overseas one that it has taken a measure of transparency that the regulator recognises (透明度增强措施). Source: Rule 9
	// Art. 25.
	Transparent bool `json:"transparent,omitzero"`
	// Concentrated says that the counterparty is above its threshold, see [Concentrated].
	Concentrated bool `json:"concentrated,omitzero"`
}

// Validate reports every field that is missing, out of range or out of place, joined; each is a [cede.InvalidError].
func (r Reinsurer) Validate() error {
	errs := []error{
		identifier("id", r.ID),
		one("home", r.Home, Domestic, Overseas, HongKong),
		bound.Optional(bound.Check, "ratio", r.Ratio),
	}
	misplaced := func(name string, given, in bool, reason string) {
		if given && !in {
			errs = append(errs, cede.Invalid(name, "", reason))
		}
	}
	misplaced("ratio", r.Ratio != nil, r.Home == Domestic, "must only be given for a domestic reinsurer: of others met says it")
	misplaced("branch", r.Branch, r.Home == Domestic, "must only be set for a domestic reinsurer")
	misplaced("met", r.Met != nil, r.Home != Domestic, "must only be given for a reinsurer that is not domestic: of others ratio says it")
	misplaced("transparent", r.Transparent, r.Home != Domestic, "must only be set for a reinsurer that is not domestic")
	misplaced("ratings", len(r.Ratings) > 0, r.Home != Domestic, "must only be given for a reinsurer that is not domestic")
	for i, x := range r.Ratings {
		errs = append(errs, cede.At("ratings", i, x.validate()))
	}
	return errors.Join(errs...)
}

// identifier refuses what cannot name something.
func identifier(name, id string) error {
	switch {
	case id == "":
		return cede.Invalid(name, "", "must not be empty")
	case len(id) > 100:
		return cede.Invalid(name, id, "must have at most 100 bytes")
	case !utf8.ValidString(id) || strings.ContainsFunc(id, func(r rune) bool { return !unicode.IsPrint(r) }):
		return cede.Invalid(name, strconv.Quote(id), "must be printable UTF-8")
	}
	return nil
}

// one refuses what is not known.
func one[T ~string](name string, x T, known ...T) error {
	if slices.Contains(known, x) {
		return nil
	}
	names := make([]string, 0, len(known))
	for _, k := range known {
		names = append(names, string(k))
	}
	return cede.Invalid(name, string(x), "must be one of "+strings.Join(names, ", "))
}
