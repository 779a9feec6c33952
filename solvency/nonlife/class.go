package nonlife

import (
	"slices"
	"strings"

	"github.com/cedego/cede"
	"github.com/cedego/cede/solvency/cross2"
)

// A Class is one of the ten types of non-life business (业务类型). The zero Class is not valid. Source: Rule 4 Art. 6.
type Class string

const (
	// Motor is motor business (车险).
	Motor Class = "motor"
	// Property is commercial, household and engineering property (财产险).
	Property Class = "property"
	// Marine is hull, cargo and special risks (船货特险).
	Marine Class = "marine"
	// Liability is liability (责任险).
	Liability Class = "liability"
	// Agriculture is crops, livestock and forests (农业险).
	Agriculture Class = "agriculture"
	// Credit is credit and surety (信用保证险).
	Credit Class = "credit"
	// Accident is short-term accident (短期意外伤害险).
	Accident Class = "accident"
	// Health is short-term health (短期健康险).
	Health Class = "health"
	// Life is short-term life (短期寿险).
	Life Class = "life"
	// Other is all other non-life business (其他险).
	Other Class = "other"
)

// Classes returns the ten classes in the order of the rule.
func Classes() []Class {
	return []Class{Motor, Property, Marine, Liability, Agriculture, Credit, Accident, Health, Life, Other}
}

// Validate refuses what is no class.
func (c Class) Validate() error {
	if slices.Contains(Classes(), c) {
		return nil
	}
	names := make([]string, 0, 10)
	for _, known := range Classes() {
		names = append(names, string(known))
	}
	return cede.Invalid("", string(c), "must be one of "+strings.Join(names, ", "))
}

// names returns the name of a class in both languages.
func (c Class) names() (english, chinese string) {
	switch c {
	case Motor:
		return "Motor", "车险"
	case Property:
		return "Property", "财产险"
	case Marine:
		return "Marine, cargo and special", "船货特险"
	case Liability:
		return "Liability", "责任险"
	case Agriculture:
		return "Agriculture", "农业险"
	case Credit:
		return "Credit and surety", "信用保证险"
	case Accident:
		return "Short-term accident", "短意险"
	case Health:
		return "Short-term health", "短健险"
	case Life:
		return "Short-term life", "短寿险"
	case Other:
		return "Other", "其他险"
	}
	return string(c), string(c)
}

// head is the head of a figure of a class, with the article that demands it or none.
func (c Class) head(english, chinese, number string) cross2.Head {
	en, zh := c.names()
	h := cross2.Head{English: en + ": " + english, Chinese: zh + chinese}
	if number != "" {
		h.Citation = article(number)
	}
	return h
}

// key returns the key of a figure of a class.
func (c Class) key(figure string) string { return "nonlife." + string(c) + "." + figure }

// A Special is business of a class that has a factor or a multiplier of its own. The zero Special is the rest of the class.
type Special string

const (
	// ExportCredit is medium and long-term export credit insurance on account of the state (政策性中长期出口信用保险), and overseas investment
	// insurance of China Export & Credit Insurance Corporation (海外投资保险), in the class [Credit]. Source: Rule 4 Arts. 15, 28; 金规〔2025〕24号 三.
	ExportCredit Special = "export-credit"
	// OtherExportCredit is all other export credit insurance in the class [Credit], such as short-term: it has the factors of the notice of 2025, and
	// never had a coefficient of its own. Source: Rule 4 Arts. 15, 28; 金规〔2025〕24号 三.
	OtherExportCredit Special = "other-export-credit"
	// OverseasInvestment is overseas investment insurance of another company in the class [Credit], which has the coefficient and not the
	// factors of the notice of 2025. Source: Rule 4 Arts. 15, 28.
	OverseasInvestment Special = "overseas-investment"
	// Technology is technology insurance (科技保险), which has the factors of [Property], and 90 % of its capital, from 2023-09-30 on. Source:
	// 金规〔2023〕5号 （九）.
	Technology Special = "technology"
)

// of returns the class that the special business belongs to.
func (s Special) of() (Class, bool) {
	switch s {
	case ExportCredit, OtherExportCredit, OverseasInvestment:
		return Credit, true
	case Technology:
		return Property, true
	}
	return "", false
}
