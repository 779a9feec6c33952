package nonlife

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/strictjson"
	"github.com/cedego/cede/solvency/cross2"
)

// Catastrophe is the catastrophe risk (巨灾风险) of motor and property business. A risk that is nil is one that the company does not have. The
// zero Catastrophe has none and needs no capital. Source: Rule 4 Arts. 45-54.
type Catastrophe struct {
	// MotorTyphoon is typhoon and flood on motor hull and its riders in China; the exposure of a zone, a province, is the sum insured
	// net of proportional reinsurance. Source: Art. 47.
	MotorTyphoon *Hazard `json:"motorTyphoon,omitzero"`
	// PropertyTyphoon is typhoon and flood on property in China. Source: Art. 48.
	PropertyTyphoon *Hazard `json:"propertyTyphoon,omitzero"`
	// PropertyEarthquake is earthquake on property in China. Source: Art. 49.
	PropertyEarthquake *Hazard `json:"propertyEarthquake,omitzero"`
	// OverseasTyphoon is typhoon and flood on property abroad; the exposure of a zone is premium net of proportional reinsurance, and the zones
	// are asia-pacific, north-america, europe and other. Source: Art. 50.
	OverseasTyphoon *Hazard `json:"overseasTyphoon,omitzero"`
	// OverseasEarthquake is earthquake on property abroad. Source: Art. 51.
	OverseasEarthquake *Hazard `json:"overseasEarthquake,omitzero"`
	// Rank is which scenario is at the confidence level.
	Rank Rank `json:"rank,omitzero"`
}

// A Hazard is one catastrophe risk: scenarios and exposures, with the catastrophe excess of loss that covers it, or its capital as it was
// computed elsewhere. The zero Hazard is not valid.
type Hazard struct {
	_ [0]func()

	// Scenarios is the table of damage ratios.
	Scenarios *Scenarios `json:"-"`
	// Exposures are the exposures by zone, each zone of the table once at most. A zone without one has none.
	Exposures []Exposure `json:"exposures,omitzero"`
	// Cover is the catastrophe excess of loss for this risk, or nil for none.
	Cover *Cover `json:"cover,omitzero"`
	// Capital is the minimum capital of the risk in yuan, after any recovery, instead of all the others.
	Capital *decimal.Decimal `json:"capital,omitzero"`
}

// An Exposure is what is exposed in a zone. The zero Exposure is not valid.
type Exposure struct {
	_ [0]func()

	// Zone is a zone of the table of scenarios.
	Zone string `json:"zone"`
	// Amount is in yuan, not negative, of at most 10^17 yuan and with at most two decimal places.
	Amount decimal.Decimal `json:"amount"`
}

// Cover is a catastrophe excess of loss (巨灾超赔). It recovers
//
//	min(max(loss − attachment, 0), Σ limit) × Σ (limit × share) / Σ limit
//
// of the loss of a scenario, rounded once to the fen. Source: Rule 4 Arts. 52, 53.
type Cover struct {
	_ [0]func()

	// Attachment is where the lowest layer begins (起赔点), in yuan, not negative, of at most 10^17 yuan and with at most two decimal places.
	Attachment decimal.Decimal `json:"attachment"`
	// Layers are the layers, from 1 to 100.
	Layers []CoverLayer `json:"layers"`
}

// A CoverLayer is a layer of a catastrophe excess of loss.
type CoverLayer struct {
	_ [0]func()

	// Limit is the limit of an event for 100 % of the layer, in yuan, positive, of at most 10^17 yuan and with at most two decimal places.
	Limit decimal.Decimal `json:"limit"`
	// Share is the part that is ceded (分出份额), in (0, 1], with at most 16 decimal places.
	Share decimal.Decimal `json:"share"`
}

// hazards are the risks with their names, which with 最低资本 are those of the return (附件9, sheet IR02), in its order.
func (c Catastrophe) hazards() []hazard {
	return []hazard{
		{"motorTyphoon", "Motor typhoon and flood", "国内车险巨灾风险", "47", c.MotorTyphoon},
		{"propertyTyphoon", "Property typhoon and flood", "国内财产险台风及洪水巨灾风险", "48", c.PropertyTyphoon},
		{"propertyEarthquake", "Property earthquake", "国内财产险地震巨灾风险", "49", c.PropertyEarthquake},
		{"overseasTyphoon", "Overseas typhoon and flood", "国际台风及洪水巨灾风险", "50", c.OverseasTyphoon},
		{"overseasEarthquake", "Overseas earthquake", "国际地震巨灾风险", "51", c.OverseasEarthquake},
	}
}

type hazard struct {
	name, english, chinese, number string
	*Hazard
}

func (h hazard) domestic() bool { return h.number < "50" }

func (h hazard) head(english, chinese string) cross2.Head {
	return cross2.Head{English: h.english + english, Chinese: h.chinese + chinese, Citation: article(h.number)}
}

// Validate reports every figure that is missing or out of range, joined; each is a [cede.InvalidError].
func (c Catastrophe) Validate() error {
	var errs []error
	for _, h := range c.hazards() {
		if h.Hazard != nil {
			errs = append(errs, cede.In(h.name, h.validate()))
		}
	}
	return errors.Join(append(errs, reading("rank", c.Rank, Upper, Lower))...)
}

func (h Hazard) validate() error {
	if h.Capital != nil {
		errs := []error{bound.NotNegative("capital", *h.Capital)}
		if h.Scenarios != nil || h.Exposures != nil || h.Cover != nil {
			errs = append(errs, cede.Invalid("capital", bound.Text(*h.Capital), "must not be given with scenarios, exposures or a cover"))
		}
		return errors.Join(errs...)
	}
	var errs []error
	if h.Scenarios.Len() == 0 {
		errs = append(errs, cede.Invalid("scenarios", "", "must not be empty unless capital is given"))
	}
	seen := map[string]bool{}
	for i, x := range h.Exposures {
		var own []error
		switch {
		case h.Scenarios.Len() > 0 && !slices.Contains(h.Scenarios.zones, x.Zone):
			own = append(own, cede.Invalid("zone", strictjson.Shown(x.Zone), "must be a zone of the scenarios"))
		case seen[x.Zone]:
			own = append(own, cede.Invalid("zone", strictjson.Shown(x.Zone), "must not be there twice"))
		}
		seen[x.Zone] = true
		own = append(own, inFen("amount", x.Amount, bound.NotNegative))
		errs = append(errs, cede.At("exposures", i, errors.Join(own...)))
	}
	if h.Cover != nil {
		errs = append(errs, cede.In("cover", h.Cover.validate()))
	}
	return errors.Join(errs...)
}

const (
	// maxPower is the power of ten that an amount may have in yuan, so that it fits in 64 bits in fen.
	maxPower  = 17
	maxLayers = 100
	// sharePlaces are the places of a share, as many as the 18 of a line leave beside the two of a limit.
	sharePlaces = 16
)

// inFen refuses an amount in yuan that is out of range, too large or not in whole fen.
func inFen(name string, x decimal.Decimal, check func(string, decimal.Decimal) error) error {
	if err := check(name, x); err != nil {
		return err
	}
	switch {
	case x.GreaterThan(decimal.New(1, maxPower)):
		return cede.Invalid(name, bound.Text(x), fmt.Sprintf("must be at most 10^%d", maxPower))
	case !x.Equal(x.Truncate(cross2.Fen)):
		return cede.Invalid(name, bound.Text(x), "must have at most two decimal places")
	}
	return nil
}

func (c Cover) validate() error {
	errs := []error{inFen("attachment", c.Attachment, bound.NotNegative)}
	switch n := len(c.Layers); {
	case n == 0:
		errs = append(errs, cede.Invalid("layers", "", "must not be empty"))
	case n > maxLayers:
		return errors.Join(append(errs, cede.Invalid("layers", strconv.Itoa(n), fmt.Sprintf("must be at most %d", maxLayers)))...)
	}
	for i, l := range c.Layers {
		share := bound.Share("share", l.Share)
		if share == nil && !l.Share.Equal(l.Share.Truncate(sharePlaces)) {
			share = cede.Invalid("share", bound.Text(l.Share), fmt.Sprintf("must have at most %d decimal places", sharePlaces))
		}
		errs = append(errs, cede.At("layers", i, errors.Join(inFen("limit", l.Limit, bound.Positive), share)))
	}
	return errors.Join(errs...)
}

// printable reports whether a name can stand in a line of a table.
func printable(name string) bool {
	if !utf8.ValidString(name) {
		return false
	}
	for _, r := range name {
		if !unicode.IsPrint(r) {
			return false
		}
	}
	return true
}

// ToYuan returns c with its amounts, which are in s, in yuan.
func (c Catastrophe) ToYuan(s cross2.Scale) (Catastrophe, error) {
	var errs []error
	for _, risk := range []struct {
		name string
		h    **Hazard
	}{
		{"motorTyphoon", &c.MotorTyphoon},
		{"propertyTyphoon", &c.PropertyTyphoon},
		{"propertyEarthquake", &c.PropertyEarthquake},
		{"overseasTyphoon", &c.OverseasTyphoon},
		{"overseasEarthquake", &c.OverseasEarthquake},
	} {
		if *risk.h != nil {
			h, err := (*risk.h).toYuan(s)
			errs = append(errs, cede.In(risk.name, err))
			*risk.h = &h
		}
	}
	if err := errors.Join(errs...); err != nil {
		return Catastrophe{}, err
	}
	return c, nil
}

func (h Hazard) toYuan(s cross2.Scale) (Hazard, error) {
	var errs []error
	convert := func(name string, x decimal.Decimal) decimal.Decimal {
		yuan, err := s.ToYuan(x)
		errs = append(errs, cede.In(name, err))
		return yuan
	}
	h.Exposures = slices.Clone(h.Exposures)
	for i := range h.Exposures {
		yuan, err := s.ToYuan(h.Exposures[i].Amount)
		errs = append(errs, cede.At("exposures", i, cede.In("amount", err)))
		h.Exposures[i].Amount = yuan
	}
	if h.Cover != nil {
		c := Cover{Attachment: convert("cover.attachment", h.Cover.Attachment), Layers: slices.Clone(h.Cover.Layers)}
		for i := range c.Layers {
			yuan, err := s.ToYuan(c.Layers[i].Limit)
			errs = append(errs, cede.In("cover", cede.At("layers", i, cede.In("limit", err))))
			c.Layers[i].Limit = yuan
		}
		h.Cover = &c
	}
	if h.Capital != nil {
		yuan := convert("capital", *h.Capital)
		h.Capital = &yuan
	}
	return h, errors.Join(errs...)
}

// Capital returns row S05-1.2.2, the minimum capital of catastrophe risk (巨灾风险最低资本), with its parts down to the figures given:
//
//	domestic risk = loss − recovery of the scenario at the confidence level, 99.5 %, loss = Σ exposure × ratio over the zones
//	overseas risk = x − recovery of x, x = √(Σ (exposure × ratio of the zone at the confidence level)²)
//	domestic      = √(v · M · vᵀ), with 0.65 between typhoon on motor and on property and 0 elsewhere
//	overseas      = √(typhoon² + earthquake²)
//	total         = √(domestic² + overseas²)
//
// The recovery leaves more of a greater loss, so that the scenario at the confidence level is the same before it and after it. Losses are compared
// exactly; the one found, its recovery and roots are rounded to the fen. Source: Rule 4 Arts. 47-54.
func (c Catastrophe) Capital(e *cross2.Edition) (cross2.Line, error) {
	w := cross2.On(e)
	head := w.Row("S05-1.2.2", article("54"))
	if err := w.Err(); err != nil {
		return cross2.Line{}, err
	}
	return c.CapitalAs(e, head)
}

// CapitalAs is [Catastrophe.Capital] under another head: that of the proportional business of a reinsurer is a part of its row.
func (c Catastrophe) CapitalAs(e *cross2.Edition, head cross2.Head) (cross2.Line, error) {
	if err := c.Validate(); err != nil {
		return cross2.Line{}, err
	}
	w := cross2.On(e)
	var domestic, overseas []cross2.Line
	for _, h := range c.hazards() {
		own := cross2.On(w.Edition())
		l := h.capital(own, c.Rank)
		_ = w.Fail(cede.In(h.name, own.Err()))
		if h.domestic() {
			domestic = append(domestic, l)
		} else {
			overseas = append(overseas, l)
		}
	}
	total := w.Quadratic(head, "nonlife.catastrophe.total", cross2.Fen,
		w.Quadratic(cross2.Head{English: "Domestic catastrophe risk", Chinese: "境内巨灾风险最低资本"}, "nonlife.catastrophe.domestic", cross2.Fen, domestic...),
		w.Quadratic(cross2.Head{English: "Overseas catastrophe risk", Chinese: "境外巨灾风险最低资本"}, "nonlife.catastrophe.overseas", cross2.Fen, overseas...))
	return total, w.Err()
}

// capital is the minimum capital of one risk.
func (h hazard) capital(w *cross2.Workings, rank Rank) cross2.Line {
	head := h.head("", "最低资本")
	switch {
	case h.Hazard == nil:
		return w.Given(head, decimal.Decimal{})
	case h.Capital != nil:
		return w.Given(head, *h.Capital)
	}
	confidence, err := w.Edition().Factor("nonlife.catastrophe.confidence")
	if w.Fail(err) != nil {
		return cross2.Line{}
	}
	if confidence.Value().GreaterThan(decimal.New(1, 0)) || confidence.Value().IsNegative() {
		_ = w.Fail(cede.Invalid("nonlife.catastrophe.confidence", bound.Text(confidence.Value()), "must be in [0, 1]"))
		return cross2.Line{}
	}
	position := rank.position(h.Scenarios.Len(), confidence.Value())
	loss := h.zoneLosses
	if h.domestic() {
		loss = h.scenarioLoss
	}
	if h.Cover == nil {
		return loss(w, head, position)
	}
	before := loss(w, h.head(" before recovery", "摊回前损失"), position)
	return w.Difference(head, before, h.recovery(w, before))
}

// exposures are in fen, by zone of the table.
func (h hazard) exposures() []uint64 {
	out := make([]uint64, len(h.Scenarios.zones))
	for _, x := range h.Exposures {
		out[slices.Index(h.Scenarios.zones, x.Zone)] = x.Amount.Shift(cross2.Fen).BigInt().Uint64()
	}
	return out
}

// place says which scenario it is and where it stands from below.
func (h hazard) place(scenario, position int) (english, chinese string) {
	id, place, n := h.Scenarios.ids[scenario], position+1, h.Scenarios.Len()
	return fmt.Sprintf(" in scenario %s, place %d of %d from below", id, place, n), fmt.Sprintf("情景%s，从小到大第%d个，共%d个", id, place, n)
}

// scenarioLoss is the loss of the scenario at the position, over all zones.
func (h hazard) scenarioLoss(w *cross2.Workings, head cross2.Head, position int) cross2.Line {
	scenario := h.Scenarios.at(h.Scenarios.losses(h.exposures()), position)
	var parts []cross2.Line
	for _, zone := range h.Scenarios.byName() {
		if l := h.zoneLoss(w, zone, h.Scenarios.ratio(scenario, zone), "", ""); !l.IsZero() {
			parts = append(parts, l)
		}
	}
	sum := h.head(h.place(scenario, position))
	if len(parts) == 0 {
		return w.Given(head, decimal.Decimal{})
	}
	return w.Round(head, w.Sum(sum, parts...), cross2.Fen)
}

// zoneLoss is the loss in a zone, or the zero Line where there is no exposure.
func (h hazard) zoneLoss(w *cross2.Workings, zone int, ratio decimal.Decimal, english, chinese string) cross2.Line {
	name := h.Scenarios.zones[zone]
	i := slices.IndexFunc(h.Exposures, func(x Exposure) bool { return x.Zone == name })
	if i < 0 {
		return cross2.Line{}
	}
	return w.Product(h.head(" in "+name, name+"损失"),
		w.Given(h.head(" exposure in "+name, name+"风险暴露"), h.Exposures[i].Amount),
		w.GivenNumber(h.head(" ratio in "+name+english, name+"损失因子"+chinese), ratio))
}

// zoneLosses is the root of the squares of the losses of the zones, each in its own scenario at the position. The zones are those of
// the matrix, and a table must not have others.
func (h hazard) zoneLosses(w *cross2.Workings, head cross2.Head, position int) cross2.Line {
	m, err := w.Edition().Matrix("nonlife.catastrophe.zones")
	if w.Fail(err) != nil {
		return cross2.Line{}
	}
	for _, zone := range h.Scenarios.zones {
		if !slices.Contains(m.Order(), zone) {
			_ = w.Fail(cede.Invalid("scenarios", zone, "must have only the zones "+strings.Join(m.Order(), ", ")))
			return cross2.Line{}
		}
	}
	parts := make([]cross2.Line, 0, m.Size())
	for _, name := range m.Order() {
		var l cross2.Line
		if zone := slices.Index(h.Scenarios.zones, name); zone >= 0 {
			scenario := h.Scenarios.at(h.Scenarios.column(zone), position)
			english, chinese := h.place(scenario, position)
			l = h.zoneLoss(w, zone, h.Scenarios.ratio(scenario, zone), english, "，"+chinese)
		}
		if l.IsZero() {
			l = w.Given(h.head(" in "+name, name+"损失"), decimal.Decimal{})
		}
		parts = append(parts, l)
	}
	return w.Quadratic(head, "nonlife.catastrophe.zones", cross2.Fen, parts...)
}

// recovery is what the cover pays of a loss.
func (h hazard) recovery(w *cross2.Workings, loss cross2.Line) cross2.Line {
	number := "52"
	if !h.domestic() {
		number = "53"
	}
	name := func(english, chinese string) cross2.Head {
		return cross2.Head{English: english, Chinese: chinese, Citation: article(number)}
	}
	limits, ceded := make([]cross2.Line, 0, len(h.Cover.Layers)), make([]cross2.Line, 0, len(h.Cover.Layers))
	for _, l := range h.Cover.Layers {
		limit := w.Given(name("Limit of a layer", "层限额"), l.Limit)
		limits = append(limits, limit)
		ceded = append(ceded, w.Product(name("Ceded limit of a layer", "层分出限额"), limit, w.GivenNumber(name("Ceded share", "分出份额"), l.Share)))
	}
	limit := w.Sum(name("Limit of all layers", "各层事故限额总和"), limits...)
	covered := w.Min(name("Loss in the layers", "落入超赔层的损失"),
		w.Max(name("Loss above the attachment, not negative", "超过起赔点的损失"),
			w.Difference(name("Loss less attachment", "损失减起赔点"), loss, w.Given(name("Attachment", "起赔点"), h.Cover.Attachment)),
			w.Given(name("Zero", "零"), decimal.Decimal{})),
		limit)
	return w.Proportion(name("Recovery", "再保摊回"), covered, w.Sum(name("Ceded limit of all layers", "各层分出限额总和"), ceded...), limit, cross2.Fen)
}
