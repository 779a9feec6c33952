package control

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
	"github.com/cedego/cede/solvency/cross2"
)

// An Assessment is the regulator's assessment of the risk management of a company (偿付能力风险管理评估), or the company's own. The zero Assessment
// is not valid. Source: Rule 12 Arts. 104-119; 附件5.
type Assessment struct {
	_ [0]func()

	// Parts are the nine parts, each once; the order does not matter.
	Parts []Part `json:"parts"`
	// Events are the facts for which the absolute score is at most 70.
	Events []Event `json:"events,omitzero"`
	// Governance is the score of corporate governance (公司治理评估), from 0 to 100: under 60 the absolute score is at most 70. Nil is not
	// known, and does not cap it.
	Governance *decimal.Decimal `json:"governance,omitzero"`
	// Base is the base score M (调整基础分), the mean absolute score of the best 15 % of the companies of the kind, above 0 and at most
	// 100. The regulator tells it to companies; it is not public.
	Base decimal.Decimal `json:"base"`
}

// A Part is one part of an assessment: by its items, or by its score. The zero Part is not valid.
type Part struct {
	_ [0]func()

	// Subject is the part.
	Subject Subject `json:"subject"`
	// Items are what is assessed; their points add up to 100.
	Items []Item `json:"items,omitzero"`
	// Score is the score from 0 to 100 after what does not apply was taken out, instead of items.
	Score *decimal.Decimal `json:"score,omitzero"`
}

// An Item is one requirement with its points, half for the soundness of the system (制度健全性) and half for the effectiveness of
// compliance (遵循有效性). The zero Item is not valid.
type Item struct {
	_ [0]func()

	// Name is its number or name, such as 1.1, of 1 to 64 bytes.
	Name string `json:"name"`
	// Points is its standard score (标准分值), positive.
	Points decimal.Decimal `json:"points"`
	// System is how far the system meets the requirement.
	System Mark `json:"system"`
	// Compliance is how far it is complied with. As in the form it must be none or not-applicable where the system is, and less than full
	// where the system meets the requirement in part.
	Compliance Mark `json:"compliance"`
}

// A Subject is what a part of an assessment is about. The zero Subject is not valid.
type Subject string

// The nine parts. The first has a weight of 20 %, each other of 10 %.
const (
	Foundation  Subject = "foundation"  // 基础与环境
	Tools       Subject = "tools"       // 目标与工具
	Insurance   Subject = "insurance"   // 保险风险
	Market      Subject = "market"      // 市场风险
	Credit      Subject = "credit"      // 信用风险
	Operational Subject = "operational" // 操作风险
	Strategic   Subject = "strategic"   // 战略风险
	Reputation  Subject = "reputation"  // 声誉风险
	Liquidity   Subject = "liquidity"   // 流动性风险
)

// Subjects returns the nine parts in the order of the form.
func Subjects() []Subject {
	return []Subject{Foundation, Tools, Insurance, Market, Credit, Operational, Strategic, Reputation, Liquidity}
}

// names returns the name of a part in both languages.
func (s Subject) names() (english, chinese string) {
	switch s {
	case Foundation:
		return "Foundation and environment", "基础与环境"
	case Tools:
		return "Goals and tools", "目标与工具"
	case Insurance:
		return "Insurance risk", "保险风险管理能力"
	case Market:
		return "Market risk", "市场风险管理能力"
	case Credit:
		return "Credit risk", "信用风险管理能力"
	case Operational:
		return "Operational risk", "操作风险管理能力"
	case Strategic:
		return "Strategic risk", "战略风险管理能力"
	case Reputation:
		return "Reputation risk", "声誉风险管理能力"
	case Liquidity:
		return "Liquidity risk", "流动性风险管理能力"
	}
	return string(s), string(s)
}

// A Mark is how far a requirement is met. The zero Mark is not valid. Source: Rule 12 Art. 107.
type Mark string

const (
	// Full is met in full (完全符合): all of the points.
	Full Mark = "full"
	// Most is met for the most part (大部分符合): 80 % of the points.
	Most Mark = "most"
	// Partly is met in part (部分符合): 50 % of the points.
	Partly Mark = "part"
	// None is not met (不符合): no points.
	None Mark = "none"
	// NotApplicable does not apply (不适用): its points are taken out, and the others scaled up.
	NotApplicable Mark = "not-applicable"
)

// An Event is a fact for which the absolute score is at most 70. The zero Event is not valid. Source: Rule 12 Art. 119, where (二) and (七) follow from
// scores.
type Event string

const (
	// Shareholding is a structure of shareholders that is not clear, or a grave dispute among them (一).
	Shareholding Event = "shareholding"
	// CapitalPlan is a capital plan that is missing, or missed by far without good reason (三).
	CapitalPlan Event = "capital-plan"
	// RelatedParties is a grave breach of the rules on dealings with related parties (四).
	RelatedParties Event = "related-parties"
	// LossDatabase is a missing database of operational losses or of key risk indicators (五).
	LossDatabase Event = "loss-database"
	// RiskEvent is a grave risk event (六).
	RiskEvent Event = "risk-event"
	// OtherEvent is another that the regulator names (八).
	OtherEvent Event = "other"
)

// Validate reports everything that is missing, doubled or out of range, joined; each is a [cede.InvalidError].
func (a Assessment) Validate() error {
	var errs []error
	seen := map[Subject]bool{}
	for i, p := range a.Parts {
		err := p.validate()
		if seen[p.Subject] {
			err = errors.Join(cede.Invalid("subject", string(p.Subject), "must not be there twice"), err)
		}
		seen[p.Subject] = true
		errs = append(errs, cede.At("parts", i, err))
	}
	for _, s := range Subjects() {
		if !seen[s] {
			errs = append(errs, cede.Invalid("parts", "", "must have the part "+string(s)))
		}
	}
	for i, e := range a.Events {
		errs = append(errs, cede.At("events", i, one("", e, Shareholding, CapitalPlan, RelatedParties, LossDatabase, RiskEvent, OtherEvent)))
	}
	errs = append(errs, bound.Optional(points, "governance", a.Governance), positive("base", a.Base))
	return errors.Join(errs...)
}

func (p Part) validate() error {
	errs := []error{one("subject", p.Subject, Subjects()...)}
	switch {
	case p.Score != nil && p.Items != nil:
		errs = append(errs, cede.Invalid("score", bound.Text(*p.Score), "must not be given with items"))
	case p.Score != nil:
		errs = append(errs, points("score", *p.Score))
	case len(p.Items) == 0:
		errs = append(errs, cede.Invalid("items", "", "must not be empty unless score is given"))
	}
	names := map[string]bool{}
	var sum decimal.Decimal
	for i, item := range p.Items {
		err := item.validate()
		if names[item.Name] {
			err = errors.Join(cede.Invalid("name", item.Name, "must not be there twice"), err)
		}
		names[item.Name] = true
		errs = append(errs, cede.At("items", i, err))
		if err == nil {
			sum = sum.Add(item.Points)
		}
	}
	if errors.Join(errs...) == nil && len(p.Items) > 0 {
		if !sum.Equal(hundred()) {
			errs = append(errs, cede.Invalid("items", bound.Text(sum), "must have points that add up to 100"))
		}
		if !slices.ContainsFunc(p.Items, func(i Item) bool { return i.System != NotApplicable }) {
			errs = append(errs, cede.Invalid("items", "", "must have one that applies"))
		}
	}
	return errors.Join(errs...)
}

func (i Item) validate() error {
	var errs []error
	if i.Name == "" || len(i.Name) > 64 || !utf8.ValidString(i.Name) || strings.ContainsFunc(i.Name, func(r rune) bool { return !unicode.IsPrint(r) }) {
		errs = append(errs, cede.Invalid("name", strconv.Quote(i.Name), "must have 1 to 64 bytes of printable UTF-8"))
	}
	errs = append(errs, positive("points", i.Points),
		one("system", i.System, Full, Most, Partly, None, NotApplicable),
		one("compliance", i.Compliance, Full, Most, Partly, None, NotApplicable))
	switch {
	case (i.System == None || i.System == NotApplicable) && i.Compliance != i.System:
		errs = append(errs, cede.Invalid("compliance", string(i.Compliance), "must be "+string(i.System)+" where the system is"))
	case i.System == Partly && i.Compliance == Full:
		errs = append(errs, cede.Invalid("compliance", string(i.Compliance), "must be less than full where the system is part"))
	}
	return errors.Join(errs...)
}

func hundred() decimal.Decimal { return decimal.New(100, 0) }

// points refuses what is no score from 0 to 100.
func points(name string, x decimal.Decimal) error { return within(name, x, scorePlaces) }

// within refuses what is no score from 0 to 100, or is finer than the given places.
func within(name string, x decimal.Decimal, places int32) error {
	if err := bound.Check(name, x); err != nil {
		return err
	}
	switch {
	case x.IsNegative() || x.GreaterThan(hundred()):
		return cede.Invalid(name, bound.Text(x), "must be from 0 to 100")
	case !x.Equal(x.Truncate(places)):
		return cede.Invalid(name, bound.Text(x), "must have at most "+strconv.Itoa(int(places))+" decimal places")
	}
	return nil
}

// positive refuses what is no score above 0.
func positive(name string, x decimal.Decimal) error {
	if err := points(name, x); err != nil {
		return err
	}
	return bound.Positive(name, x)
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

// Score returns the score S of the assessment, a number from 0 to 100, with its parts down to the marks:
//
//	part = Σ points × mark / (100 − points that do not apply) × 100, to two places, points half for the system and half for compliance
//	S1   = Σ part × weight, at most 70 in the cases of Art. 119
//	S    = 0.5 × S1 + 0.5 × S2, S2 = S1 × 80 / M
//
// Source: Rule 12 Arts. 106, 107, 116-119; 附件5.
func (a Assessment) Score(e *cross2.Edition) (cross2.Line, error) {
	if err := a.Validate(); err != nil {
		return cross2.Line{}, err
	}
	w := cross2.On(e)
	var parts []cross2.Line
	capped := len(a.Events) > 0
	for _, s := range Subjects() {
		p := a.Parts[slices.IndexFunc(a.Parts, func(p Part) bool { return p.Subject == s })]
		en, zh := s.names()
		score := w.Product(head(en+", weighted", zh+"得分", "116"), p.score(w), w.Factor("control.part."+string(s)))
		if s == Foundation && w.Err() == nil {
			capped = w.Met("control.cap.foundation", score.Amount()) || capped
		}
		parts = append(parts, score)
	}
	if a.Governance != nil {
		capped = w.Met("control.cap.governance", *a.Governance) || capped
	}
	absolute := w.Sum(head("Absolute score S1", "绝对分S1", "116"), parts...)
	if capped {
		absolute = w.Min(head("Absolute score S1 after grave matters", "绝对分S1（重大事项调整后）", "119"), absolute, w.Factor("control.cap"))
	}
	return final(w, absolute, a.Base), w.Err()
}

// score is the score of a part from 0 to 100.
func (p Part) score(w *cross2.Workings) cross2.Line {
	en, zh := p.Subject.names()
	if p.Score != nil {
		return w.GivenNumber(head(en, zh+"得分（不适用项目调整后）", "107"), *p.Score)
	}
	var got, out []cross2.Line
	for _, i := range p.Items {
		half := func(english, chinese, weight string, mark Mark) {
			name := head(en+" "+i.Name+", "+english, zh+i.Name+chinese, "107")
			points := w.GivenNumber(head("Points of "+i.Name, i.Name+"标准分值", "107"), i.Points)
			if mark == NotApplicable {
				out = append(out, w.Product(name, points, w.Factor(weight)))
				return
			}
			got = append(got, w.Product(name, points, w.Factor(weight), w.Factor("control.mark."+string(mark))))
		}
		half("system", "制度健全性", "control.weight.system", i.System)
		half("compliance", "遵循有效性", "control.weight.compliance", i.Compliance)
	}
	score := w.Sum(head(en+", before what does not apply", zh+"得分（不适用项目调整前）", "107"), got...)
	full := w.Factor("control.full")
	applies := full
	if len(out) > 0 {
		applies = w.Difference(head("Points that apply", "适用项目分值", "107"), full, w.Sum(head("Points that do not apply", "不适用项目总分值", "107"), out...))
	}
	return w.Quotient(head(en, zh+"得分（不适用项目调整后）", "107"),
		w.Product(head("Score times 100", "得分乘以100", "107"), score, full), applies, partPlaces)
}

const (
	partPlaces  = 2  // as the form rounds the score of a part
	scorePlaces = 10 // of the relative score, which nothing rounds, and the most of a score that is stated; more than a published score has
	finalPlaces = 12 // the most that S has: the weights of a part and of S1 add one each
)

// Score returns the score S of a company from its absolute score S1 of 0 to 100, after grave matters, and the base score M, above 0
// and at most 100:
//
//	S = 0.5 × S1 + 0.5 × S2, S2 = S1 × 80 / M
//
// S2 is rounded to ten places, and no score may be finer. A base score under 80 can lift S2 above 100, which it keeps, and S above 100, for which the rule has no
// factor: S is then 100. Source: Rule 12 Arts. 117, 118.
func Score(e *cross2.Edition, absolute, baseScore decimal.Decimal) (cross2.Line, error) {
	if err := errors.Join(points("absolute", absolute), positive("base", baseScore)); err != nil {
		return cross2.Line{}, err
	}
	w := cross2.On(e)
	return final(w, w.GivenNumber(head("Absolute score S1", "绝对分S1", "117"), absolute), baseScore), w.Err()
}

func final(w *cross2.Workings, absolute cross2.Line, baseScore decimal.Decimal) cross2.Line {
	relative := w.Quotient(head("Relative score S2", "相对分S2", "118"),
		w.Product(head("S1 times m", "S1与标准分m之积", "118"), absolute, w.Factor("control.standard")),
		w.GivenNumber(head("Base score M", "调整基础分M", "118"), baseScore), scorePlaces)
	sum := w.Sum(head("Mean of S1 and S2", "S1与S2加权平均", "117"),
		w.Product(head("S1, weighted", "S1加权", "117"), absolute, w.Factor("control.weight.absolute")),
		w.Product(head("S2, weighted", "S2加权", "117"), relative, w.Factor("control.weight.relative")))
	return w.Min(head("Score S", "最终得分S", "117"), sum, w.Factor("control.full"))
}

// Factor returns the control risk factor Q of a score, a number, by its three lines:
//
//	Q = 0.75 − 0.01 S up to 70, 0.40 − 0.005 S up to 90, 0.85 − 0.01 S up to 100
//
// The charge is Q times quantifiable capital, row S05-2, and reduces capital above 80 points. Source: Rule 12 Art. 120.
func Factor(e *cross2.Edition, score cross2.Line) (cross2.Line, error) {
	w := cross2.On(e)
	q := w.Bracket("control.factor", score)
	return q, w.Err()
}

// FactorOf is [Factor] of a score S from 0 to 100 that is known as such, of at most twelve decimal places.
func FactorOf(e *cross2.Edition, s decimal.Decimal) (cross2.Line, error) {
	if err := within("score", s, finalPlaces); err != nil {
		return cross2.Line{}, err
	}
	l, err := cross2.GivenNumber(head("Score S", "最终得分S", "117"), s)
	if err != nil {
		return cross2.Line{}, err
	}
	return Factor(e, l)
}

func head(english, chinese, number string) cross2.Head {
	return cross2.Head{English: english, Chinese: chinese, Citation: cross2.Citation{Rule: "12", Article: number}}
}
