package capital

import (
	"errors"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/solvency/cross2"
)

// A Balance is the balance sheet of a company with what of it is recognised (认可资产、认可负债). The zero Balance has nothing.
type Balance struct {
	_ [0]func()

	// Assets are all assets, at most one for a row and class.
	Assets []Asset `json:"assets"`
	// Liabilities are all liabilities but capital liabilities (row S04-6), which follow from instruments and limits, and those that
	// Guarantee and TaxReserve give; at most one for a row and class.
	Liabilities []Liability `json:"liabilities"`
	// Guarantee gives row S04-7.2 and TaxReserve row S04-7.3; nil: the row is among Liabilities, or there is none.
	Guarantee  *Guarantee  `json:"guarantee,omitzero"`
	TaxReserve *TaxReserve `json:"taxReserve,omitzero"`
	// Stated are amounts that rows of S03 (recognised values) and S04 must come to, such as totals.
	Stated []Stated `json:"stated,omitzero"`
	// Tolerance is by how many yuan a stated amount, and actual capital from the tiers, may differ; not negative, by default nothing.
	Tolerance decimal.Decimal `json:"tolerance,omitzero"`
}

// An Asset is what a row of S03 holds. Its recognised value is its book value, unless it is of a class that is not recognised, or Recognised
// says another. The zero Asset is not valid.
type Asset struct {
	_ [0]func()

	// Row is the row of the official return, such as S03-2.3: one without rows below it, or one whose rows below are not known.
	Row string `json:"row"`
	// Book is the book value (账面价值) in yuan, not negative.
	Book decimal.Decimal `json:"book"`
	// Class is why the asset is not recognised; empty: it is.
	Class AssetClass `json:"class,omitzero"`
	// Recognised is the recognised value in yuan, not negative, of property, long-term equity investments, reserves ceded of life business and
	// contingent capital (rows S03-2.13, S03-3, S03-4.1, S03-9.2), where it is not book value. Source: Rule 1 Arts. 12-17.
	Recognised *decimal.Decimal `json:"recognised,omitzero"`
	// Specified says that the regulator specifies Recognised for another row. Source: Rule 1 Art. 12 (4).
	Specified bool `json:"specified,omitzero"`
}

// An AssetClass is a class of assets that are not recognised (非认可资产). The zero AssetClass is recognised. Source: Rule 1 Arts. 10, 11.
type AssetClass string

const (
	// Intangible are intangible assets other than land use rights.
	Intangible AssetClass = "intangible"
	// LossDeferredTax are deferred tax assets caused by operating losses.
	LossDeferredTax AssetClass = "loss-deferred-tax"
	// DeferredExpense are prepaid and long-term deferred expenses.
	DeferredExpense AssetClass = "deferred-expense"
	// Frozen are assets frozen by law.
	Frozen AssetClass = "frozen"
	// PledgedForOthers are assets pledged or mortgaged for others, not for the company's own debt.
	PledgedForOthers AssetClass = "pledged-for-others"
	// Distressed are assets restricted by the distress, takeover or bankruptcy of a counterparty or investee.
	Distressed AssetClass = "distressed"
	// BlockedAbroad are assets abroad restricted by local controls, unrest, war or crisis.
	BlockedAbroad AssetClass = "blocked-abroad"
	// Restricted are other assets that cannot be disposed of when due, or only with restrictions; securities lent out and deposits
	// that policy insurance demands are not.
	Restricted AssetClass = "restricted"
	// Art are antiques, works of art, and specimens of animals and plants.
	Art AssetClass = "art"
	// OtherAsset are others that the regulator names.
	OtherAsset AssetClass = "other"
)

func (c AssetClass) validate() error {
	switch c {
	case "", Intangible, LossDeferredTax, DeferredExpense, Frozen, PledgedForOthers, Distressed, BlockedAbroad, Restricted, Art, OtherAsset:
		return nil
	}
	return cede.Invalid("class", string(c), "must be one of intangible, loss-deferred-tax, deferred-expense, frozen, pledged-for-others, distressed, blocked-abroad, restricted, art, other, or empty")
}

// A Liability is what a row of S04 holds, or a liability that is not recognised. The zero Liability is not valid.
type Liability struct {
	_ [0]func()

	// Row is the row of the official return, such as S04-3.3; a liability that is not recognised has none.
	Row string `json:"row,omitzero"`
	// Book is the book value in yuan, not negative.
	Book decimal.Decimal `json:"book"`
	// Class is why the liability is not recognised; empty: it is.
	Class LiabilityClass `json:"class,omitzero"`
	// Recognised is the recognised value in yuan of reserves of life contracts by Rule 3 (rows S04-1.1.1 and S04-1.2), which may be
	// negative; nil: book value.
	Recognised *decimal.Decimal `json:"recognised,omitzero"`
}

// A LiabilityClass is a class of liabilities that are not recognised (非认可负债). The zero LiabilityClass is recognised. Source: Rule 1 Art. 20.
type LiabilityClass string

const (
	// Agricultural is the catastrophe premium reserve of agricultural insurance (大灾风险保费准备金).
	Agricultural LiabilityClass = "agricultural"
	// CapitalInstrument are long-term debts as far as they are capital.
	CapitalInstrument LiabilityClass = "capital-instrument"
	// OtherLiability are others that the regulator names.
	OtherLiability LiabilityClass = "other"
)

func (c LiabilityClass) validate() error {
	switch c {
	case "", Agricultural, CapitalInstrument, OtherLiability:
		return nil
	}
	return cede.Invalid("class", string(c), "must be one of agricultural, capital-instrument, other, or empty")
}

// Stated is what a row of the return must come to. The zero Stated is not valid.
type Stated struct {
	_ [0]func()

	// Row is a row of S03 or S04.
	Row string `json:"row"`
	// Amount is its recognised value in yuan.
	Amount decimal.Decimal `json:"amount"`
}

const (
	assetSheet, assetTotal         = "S03", "S03-10"
	liabilitySheet, liabilityTotal = "S04", "S04-8"
	capitalLiabilities             = "S04-6"
	ofWhich                        = "S04-1.2.1" // a part of the row above, which alone adds up
	guaranteeRow, taxReserveRow    = "S04-7.2", "S04-7.3"
)

// Validate reports every row that is unknown or there twice, every figure out of range and every contradiction between rows, joined.
func (b Balance) Validate() error {
	var errs []error
	seen := map[[2]string]bool{}
	twice := func(list string, i int, row, class string) {
		if key := [2]string{row, class}; seen[key] {
			errs = append(errs, cede.At(list, i, cede.Invalid("row", row, "must not be there twice")))
		} else {
			seen[key] = true
		}
	}
	var assets, liabilities []string
	for i, a := range b.Assets {
		errs = append(errs, cede.At("assets", i, a.validate()))
		twice("assets", i, a.Row, string(a.Class))
		assets = append(assets, a.Row)
	}
	for i, l := range b.Liabilities {
		errs = append(errs, cede.At("liabilities", i, l.validate()))
		twice("liabilities", i, l.Row, string(l.Class))
		liabilities = append(liabilities, l.Row)
	}
	held := slices.Clone(liabilities)
	if b.Guarantee != nil {
		errs = append(errs, cede.In("guarantee", b.Guarantee.Validate()), refuse(held, guaranteeRow, "guarantee"))
		held = append(held, guaranteeRow)
	}
	if b.TaxReserve != nil {
		errs = append(errs, cede.In("taxReserve", b.TaxReserve.Validate()), refuse(held, taxReserveRow, "taxReserve"))
		held = append(held, taxReserveRow)
	}
	errs = append(errs, overlap("assets", assets, assets), overlap("liabilities", liabilities, held))
	stated := map[string]bool{}
	for i, s := range b.Stated {
		err := bound.Check("amount", s.Amount)
		switch _, unknown := cross2.Row(s.Row); {
		case unknown != nil || !strings.HasPrefix(s.Row, assetSheet) && !strings.HasPrefix(s.Row, liabilitySheet) || s.Row == ofWhich:
			err = errors.Join(err, cede.Invalid("row", s.Row, "must be a row of S03 or S04 that adds up"))
		case stated[s.Row]:
			err = errors.Join(err, cede.Invalid("row", s.Row, "must not be there twice"))
		}
		stated[s.Row] = true
		errs = append(errs, cede.At("stated", i, err))
	}
	return errors.Join(append(errs, bound.NotNegative("tolerance", b.Tolerance))...)
}

func refuse(held []string, row, field string) error {
	if slices.Contains(held, row) {
		return cede.Invalid(field, "", "must not be there with row "+row+" among the liabilities")
	}
	return nil
}

// overlap refuses a row that is there together with a row below it.
func overlap(list string, rows, held []string) error {
	below := map[string]string{} // a row that is there, by the rows that it is a part of
	for _, row := range held {
		for up := above(row); up != ""; up = above(up) {
			if below[up] == "" {
				below[up] = row
			}
		}
	}
	var errs []error
	for i, row := range rows {
		if part, both := below[row]; both {
			errs = append(errs, cede.At(list, i, cede.Invalid("row", row, "must not be there with "+part+", which is a part of it")))
		}
	}
	return errors.Join(errs...)
}

// entered refuses what is no row of the sheet that an amount may be entered in.
func entered(sheet, row string) error {
	head, err := cross2.Row(row)
	switch {
	case err != nil || !strings.HasPrefix(head.Row, sheet+"-"):
		return cede.Invalid("row", row, "must be a row of "+sheet)
	case row == assetTotal || row == liabilityTotal:
		return cede.Invalid("row", row, "must not be the total, which is the sum of the rows: state it")
	case row == capitalLiabilities:
		return cede.Invalid("row", row, "must not be there: it follows from the instruments and the limits")
	case row == ofWhich:
		return cede.Invalid("row", row, "must not be there: it is a part of S04-1.2 that does not add up")
	}
	return nil
}

func (a Asset) validate() error {
	errs := []error{entered(assetSheet, a.Row), bound.NotNegative("book", a.Book), a.Class.validate(), bound.Optional(bound.NotNegative, "recognised", a.Recognised)}
	open := slices.Contains([]string{"S03-2.13", "S03-3", "S03-4.1", "S03-9.2"}, a.Row)
	switch {
	case a.Class == LossDeferredTax && a.Row != "S03-9.1":
		errs = append(errs, cede.Invalid("row", a.Row, "must be S03-9.1 for deferred tax assets"))
	case a.Class != "" && a.Recognised != nil:
		errs = append(errs, cede.Invalid("recognised", "", "must not be there: an asset of class "+string(a.Class)+" is not recognised"))
	case a.Recognised != nil && !open && !a.Specified:
		errs = append(errs, cede.Invalid("recognised", "", "must not be there: the recognised value of "+a.Row+" is its book value, unless the regulator has specified another"))
	}
	return errors.Join(errs...)
}

func (l Liability) validate() error {
	errs := []error{bound.NotNegative("book", l.Book), l.Class.validate(), bound.Optional(bound.Check, "recognised", l.Recognised)}
	switch {
	case l.Class != "" && (l.Row != "" || l.Recognised != nil):
		errs = append(errs, cede.Invalid("class", string(l.Class), "must not be there with a row or a recognised value"))
	case l.Class != "":
	default:
		errs = append(errs, entered(liabilitySheet, l.Row))
		if l.Recognised != nil && l.Row != "S04-1.1.1" && l.Row != "S04-1.2" {
			errs = append(errs, cede.Invalid("recognised", "", "must not be there: only reserves of life contracts are not recognised at book value"))
		}
	}
	return errors.Join(errs...)
}

// NonRecognised returns the book value of the assets that are not recognised, in yuan, exactly; row S02-1.2.1 takes it from net assets.
// Deferred tax assets not caused by operating losses are recognised.
func (b Balance) NonRecognised() decimal.Decimal {
	var sum decimal.Decimal
	for _, a := range b.Assets {
		if a.Class != "" {
			sum = sum.Add(a.Book)
		}
	}
	return sum
}

// unrecognised returns the book value of the liabilities of a class.
func (b Balance) unrecognised(class LiabilityClass) decimal.Decimal {
	var sum decimal.Decimal
	for _, l := range b.Liabilities {
		if l.Class == class {
			sum = sum.Add(l.Book)
		}
	}
	return sum
}

// RecognisedAssets returns row S03-10, the recognised assets, with the rows below it. Source: Rule 1 Arts. 8-17.
func (b Balance) RecognisedAssets(e *cross2.Edition) (cross2.Line, error) {
	if err := b.Validate(); err != nil {
		return cross2.Line{}, err
	}
	w := cross2.On(e)
	return b.assets(w), w.Err()
}

func (b Balance) assets(w *cross2.Workings) cross2.Line {
	leaves := map[string][]cross2.Line{}
	given := func(english, chinese, number string, yuan decimal.Decimal) cross2.Line {
		h := name(english, chinese, number)
		return w.Round(h, w.Given(h, yuan), cross2.Fen)
	}
	for _, a := range b.Assets {
		book := given("Book value", "账面价值", "12", a.Book)
		switch {
		case a.Class != "":
			out := given("Not recognised: "+string(a.Class), "非认可价值", "10", a.Book)
			book = w.Difference(name("Recognised value", "认可价值", "10"), book, out)
		case a.Recognised != nil:
			out := given("Book less recognised value", "非认可价值", "12", a.Book.Sub(*a.Recognised))
			book = w.Difference(name("Recognised value", "认可价值", "12"), book, out)
		}
		leaves[a.Row] = append(leaves[a.Row], book)
	}
	return b.sheet(w, assetSheet, assetTotal, "8", leaves)
}

// RecognisedLiabilities returns row S04-8, the recognised liabilities, with the rows below it, one of which is row S04-6, the capital
// liabilities. Source: Rule 1 Arts. 18-27.
func (b Balance) RecognisedLiabilities(e *cross2.Edition, capitalLiability cross2.Line) (cross2.Line, error) {
	if err := b.Validate(); err != nil {
		return cross2.Line{}, err
	}
	w := cross2.On(e)
	return b.liabilities(w, capitalLiability), w.Err()
}

func (b Balance) liabilities(w *cross2.Workings, capitalLiability cross2.Line) cross2.Line {
	leaves := map[string][]cross2.Line{capitalLiabilities: {capitalLiability}}
	for _, l := range b.Liabilities {
		if l.Class != "" {
			continue
		}
		h, yuan := name("Book value", "账面价值", "22"), l.Book
		if l.Recognised != nil {
			h, yuan = name("Recognised value by Rule 3", "按规则第3号确认的认可价值", "21"), *l.Recognised
		}
		leaves[l.Row] = append(leaves[l.Row], w.Round(h, w.Given(h, yuan), cross2.Fen))
	}
	if b.Guarantee != nil {
		l := w.Take(b.Guarantee.Recognised(w.Edition()))
		leaves[guaranteeRow] = []cross2.Line{l}
	}
	if b.TaxReserve != nil {
		l := w.Take(b.TaxReserve.Recognised(w.Edition()))
		leaves[taxReserveRow] = []cross2.Line{l}
	}
	return b.sheet(w, liabilitySheet, liabilityTotal, "18", leaves)
}

// sheet adds up the rows of a sheet from what stands in each, and compares them with what is stated.
func (b Balance) sheet(w *cross2.Workings, sheet, total, number string, leaves map[string][]cross2.Line) cross2.Line {
	heads, err := cross2.Rows(sheet)
	if w.Fail(err) != nil {
		return cross2.Line{}
	}
	lines := map[string]cross2.Line{}
	for i := len(heads) - 1; i >= 0; i-- { // rows below come before those above
		row := heads[i].Row
		parts := leaves[row]
		switch {
		case row == total, len(parts) == 0:
			continue
		case len(parts) == 1 && parts[0].Head().Row == row:
			lines[row] = parts[0]
		default:
			lines[row] = w.Sum(w.Row(row, article(number)), parts...)
		}
		up := above(row)
		if up == "" {
			up = total
		}
		leaves[up] = append([]cross2.Line{lines[row]}, leaves[up]...)
	}
	if len(leaves[total]) == 0 {
		leaves[total] = []cross2.Line{zero(w)}
	}
	lines[total] = w.Sum(w.Row(total, article(number)), leaves[total]...)
	for i, s := range b.Stated {
		if w.Err() != nil || !strings.HasPrefix(s.Row, sheet+"-") {
			continue
		}
		if got := lines[s.Row].Amount(); got.Sub(s.Amount).Abs().GreaterThan(b.Tolerance) {
			_ = w.Fail(cede.At("stated", i, cede.Invalid("amount", bound.Text(s.Amount), "must be what row "+s.Row+" comes to, "+bound.Text(got))))
		}
	}
	return lines[total]
}

// above returns the row that a row is a part of, or nothing.
func above(row string) string {
	i := strings.LastIndexByte(row, '.')
	if i < 0 {
		return ""
	}
	return row[:i]
}
