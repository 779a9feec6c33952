package cross2

import (
	"errors"
	"strings"

	"github.com/cedego/cede"
)

// A Citation is the place in the regulation that a figure comes from. It is
// comparable with ==. The zero Citation is no place.
type Citation struct {
	// Rule is the number of a rule of C-ROSS II, such as 4, or the name of another
	// document as the regulator writes it, such as 金规〔2023〕5号.
	Rule string `json:"rule"`
	// Article is the article (条) of it, such as 10, or an item of a notice, such as （四）.
	Article string `json:"article,omitzero"`
	// From is the first reporting date for which the figure holds, or no date where
	// the place is not that of a figure.
	From cede.Date `json:"from,omitzero"`
}

// IsZero reports whether c is no place.
func (c Citation) IsZero() bool { return c == Citation{} }

// String returns c in English: "Rule 4 Art. 10".
func (c Citation) String() string { return c.In(English) }

// In returns c in the language: "Rule 4 Art. 10" or 规则第4号第10条. The item of a notice
// stands as the notice numbers it.
func (c Citation) In(language Language) string {
	rule, article := c.Rule, c.Article
	numbered := startsWithDigit(article)
	if language == Chinese {
		if startsWithDigit(rule) {
			rule = "规则第" + rule + "号"
		}
		if numbered {
			article = "第" + article + "条"
		}
		return rule + article
	}
	if startsWithDigit(rule) {
		rule = "Rule " + rule
	}
	if numbered {
		article = "Art. " + article
	}
	return strings.TrimSpace(rule + " " + article)
}

func startsWithDigit(s string) bool { return s != "" && '0' <= s[0] && s[0] <= '9' }

// validate checks what a reader may have read.
func (c Citation) validate() error {
	if c.IsZero() {
		return nil
	}
	return errors.Join(
		printable("rule", c.Rule, maxWord, true),
		printable("article", c.Article, maxWord, false))
}
