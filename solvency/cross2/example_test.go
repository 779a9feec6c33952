package cross2_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/solvency/cross2"
)

// The factor of export credit fell with the notice of December 2025.
func ExampleAt() {
	for _, text := range []string{"2025-09-30", "2025-12-31", "2021-12-31"} {
		date, err := cede.ParseDate(text)
		if err != nil {
			panic(err)
		}
		edition, err := cross2.At(date)
		if err != nil {
			fmt.Println(err)
			continue
		}
		factor, err := edition.Factor("nonlife.export-credit.premium.factor")
		if err != nil {
			panic(err)
		}
		fmt.Println(text, factor.Value(), factor.Citation(), factor.Citation().In(cross2.Chinese))
	}
	// Output:
	// 2025-09-30 0.467 Rule 4 Art. 15 规则第4号第15条
	// 2025-12-31 0.42 金规〔2025〕24号 三 金规〔2025〕24号三
	// must not be before 2022-03-31, when C-ROSS II begins (got 2021-12-31)
}

// A figure that does not hold on the reporting date is an error, not a default.
func ExampleEdition_Has() {
	date, _ := cede.ParseDate("2023-06-30")
	edition, err := cross2.At(date)
	if err != nil {
		panic(err)
	}
	fmt.Println(edition.Has("minimum.size.property"))
	_, err = edition.Brackets("minimum.size.property")
	fmt.Println(err)
	// Output:
	// false
	// minimum.size.property: must not be asked for before 2023-09-30 (金规〔2023〕5号 （一）) (got 2023-06-30)
}

// A combined ratio of exactly 95 % is still in the best bracket.
func ExampleBrackets_Lookup() {
	date, _ := cede.ParseDate("2026-03-31")
	edition, err := cross2.At(date)
	if err != nil {
		panic(err)
	}
	table, err := edition.Brackets("nonlife.motor.premium.combined-ratio")
	if err != nil {
		panic(err)
	}
	for _, ratio := range []string{"0.95", "0.9501", "-0.02"} {
		x, _ := decimal.NewFromString(ratio)
		found, err := table.Lookup(x)
		if err != nil {
			panic(err)
		}
		fmt.Println(ratio, "is in", found.In, "and gives", found.Value, "by", found.Citation)
	}
	// Output:
	// 0.95 is in (0, 0.95] and gives -0.05 by Rule 4 Art. 10
	// 0.9501 is in (0.95, 1] and gives 0 by Rule 4 Art. 10
	// -0.02 is in (-inf, 0) and gives 0 by Rule 4 Art. 20
}

// A core ratio of 55 % complies and makes the company a target of inspection.
func ExampleThreshold_Met() {
	date, _ := cede.ParseDate("2026-03-31")
	edition, err := cross2.At(date)
	if err != nil {
		panic(err)
	}
	for _, key := range []string{"ratio.core.required", "ratio.core.inspection"} {
		threshold, err := edition.Threshold(key)
		if err != nil {
			panic(err)
		}
		met, err := threshold.Met(decimal.New(55, -2))
		if err != nil {
			panic(err)
		}
		fmt.Println(threshold.Name(cross2.Chinese), threshold.Test(), threshold.Value(), met, threshold.Citation())
	}
	// Output:
	// 达标的核心偿付能力充足率 >= 0.5 true 保险公司偿付能力管理规定 Art. 8
	// 重点核查的核心偿付能力充足率 < 0.6 true 保险公司偿付能力管理规定 Art. 23
}

// A company in transition has a factor of its own.
func ExampleEdition_With() {
	const document = `{"schema": "cede.cross2/1", "rule": "own permission", "en": "Transition", "zh": "过渡期政策", "entries": [
		{"key": "nonlife.motor.premium.factor", "kind": "factor", "article": "1", "unit": "fraction", "en": "Motor", "zh": "车险",
		 "versions": [{"from": "2022-03-31", "value": "0.09"}, {"from": "2025-03-31", "withdrawn": true}]}]}`
	own, err := cross2.Load(strings.NewReader(document), 1<<20)
	if err != nil {
		panic(err)
	}
	date, _ := cede.ParseDate("2024-12-31")
	edition, err := cross2.At(date)
	if err != nil {
		panic(err)
	}
	edition, err = edition.With(own)
	if err != nil {
		panic(err)
	}
	factor, err := edition.Factor("nonlife.motor.premium.factor")
	if err != nil {
		panic(err)
	}
	fmt.Println(factor.Value(), factor.Citation())
	// Output:
	// 0.09 own permission Art. 1
}

// A life reinsurance contract that may be terminated after exactly 3 years makes no capital, since the rule has the case neither with those
// within 3 years nor with those after. Who reads it the other way changes the test of the threshold.
func ExampleEdition_With_boundary() {
	const document = `{"schema": "cede.cross2/1", "rule": "own reading", "en": "Own reading", "zh": "自有解读", "entries": [
		{"key": "capital.reinsurance.terminable", "kind": "threshold", "article": "1", "unit": "years", "test": ">=", "en": "Terminable", "zh": "可终止",
		 "versions": [{"from": "2022-03-31", "value": "3"}]}]}`
	own, err := cross2.Load(strings.NewReader(document), 1<<20)
	if err != nil {
		panic(err)
	}
	edition, err := cross2.At(cross2.Begin())
	if err != nil {
		panic(err)
	}
	lenient, err := edition.With(own)
	if err != nil {
		panic(err)
	}
	for _, e := range []*cross2.Edition{edition, lenient} {
		threshold, err := e.Threshold("capital.reinsurance.terminable")
		if err != nil {
			panic(err)
		}
		met, err := threshold.Met(decimal.New(3, 0))
		if err != nil {
			panic(err)
		}
		fmt.Println(threshold.Test(), threshold.Value(), met, "by", threshold.Citation())
	}
	// Output:
	// > 3 false by Rule 1 Art. 38
	// >= 3 true by own reading Art. 1
}

// What is wrong in a document is said with its place.
func ExampleLoad() {
	const document = `{"schema": "cede.cross2/1", "rule": "own", "en": "Own", "zh": "自有", "entries": [
		{"key": "own.table", "kind": "bracket", "article": "1", "unit": "fraction", "of": "fraction", "en": "Own", "zh": "自有",
		 "versions": [{"from": "2022-03-31", "rows": [{"in": "[0, 0.5]", "value": "1"}, {"in": "[0.5, 1]", "value": "2"}]}]},
		{"key": "own.matrix", "kind": "matrix", "article": "2", "unit": "fraction", "order": ["a", "b"], "en": "Own", "zh": "自有",
		 "versions": [{"from": "2022-03-31", "matrix": [[1, 0.3], [0.2, 1]]}]}]}`
	_, err := cross2.Load(strings.NewReader(document), 1<<20)
	fmt.Println(err)
	invalid, ok := errors.AsType[*cede.InvalidError](err)
	fmt.Println(ok, invalid.Path)
	// Output:
	// entries[0].versions[0].rows[1].in: must begin where [0, 0.5] ends, and the figure there be in one of the two (got [0.5, 1])
	// entries[1].versions[0].matrix[1][0]: must be the same on both sides of the diagonal, 0.3 (got 0.2)
	// true entries[0].versions[0].rows[1].in
}

// The minimum capital of a published quarter, 三井住友海上 (中国) of 2026-03-31, from its risks in 万元.
func ExampleQuadratic() {
	date, _ := cede.ParseDate("2026-03-31")
	edition, err := cross2.At(date)
	if err != nil {
		panic(err)
	}
	given := func(row, english, chinese, wan string) cross2.Line {
		amount, _ := decimal.NewFromString(wan)
		yuan, err := cross2.InWan.ToYuan(amount)
		if err != nil {
			panic(err)
		}
		line, err := cross2.Given(cross2.Head{Row: row, English: english, Chinese: chinese}, yuan)
		if err != nil {
			panic(err)
		}
		return line
	}
	must := func(line cross2.Line, err error) cross2.Line {
		if err != nil {
			panic(err)
		}
		return line
	}

	total, err := edition.Matrix("nonlife.total")
	if err != nil {
		panic(err)
	}
	nonlife := must(cross2.Quadratic(cross2.Head{Row: "1.1", English: "non-life insurance risk", Chinese: "非寿险业务保险风险"}, total, cross2.Fen,
		given("1.1.1", "premium and reserve risk", "保费及准备金风险", "18062.29"),
		given("1.1.2", "catastrophe risk", "巨灾风险", "4096.14")))

	matrix, err := edition.Matrix("minimum.property")
	if err != nil {
		panic(err)
	}
	risks := must(cross2.Quadratic(cross2.Head{Row: "1", English: "after diversification", Chinese: "分散后"}, matrix, cross2.Fen,
		nonlife,
		given("1.2", "market risk", "市场风险", "2583.06"),
		given("1.3", "credit risk", "信用风险", "13511.67")))

	size, err := edition.Brackets("minimum.size.property")
	if err != nil {
		panic(err)
	}
	relief := must(cross2.Bracket(cross2.Head{English: "relief by size", Chinese: "规模系数"}, size,
		given("", "total assets", "总资产", "800000")))
	exact := must(cross2.Product(cross2.Head{English: "after relief", Chinese: "规模调整后"}, risks, relief))
	capital := must(cross2.Round(cross2.Head{English: "capital of the risks", Chinese: "可资本化风险最低资本"}, exact, cross2.Fen))

	table, err := capital.Table(cross2.English, cross2.InWan)
	if err != nil {
		panic(err)
	}
	fmt.Print(table)
	// Output:
	// row    item                              amount (10,000 yuan)  source                  formula
	//        capital of the risks                         23,420.62                          after relief, to 2 places
	//          after relief                               23,420.62                          1 × relief by size
	// 1          after diversification                    26,022.91  Rule 2 Art. 16          √(v·M·vᵀ), v = (1.1, 1.2, 1.3), M = minimum.property, to 2 places
	// 1.1          non-life insurance risk                19,494.04  Rule 4 Art. 55          √(v·M·vᵀ), v = (1.1.1, 1.1.2), M = nonlife.total, to 2 places
	// 1.1.1          premium and reserve risk             18,062.29
	// 1.1.2          catastrophe risk                      4,096.14
	// 1.2          market risk                             2,583.06
	// 1.3          credit risk                            13,511.67
	//            relief by size                                 0.9  金规〔2023〕5号 （一）  minimum.size.property, total assets ∈ [0, 10000000000)
	//              total assets                          800,000.00
}

// A tree is written, read and recomputed; a slip in it is found with its place.
func ExampleRecord_Verify() {
	head := func(english, chinese string) cross2.Head { return cross2.Head{English: english, Chinese: chinese} }
	premium, err := cross2.Given(head("premium risk", "保费风险"), decimal.New(100, 0))
	if err != nil {
		panic(err)
	}
	reserve, err := cross2.Given(head("reserve risk", "准备金风险"), decimal.New(50, 0))
	if err != nil {
		panic(err)
	}
	sum, err := cross2.Sum(head("both", "合计"), premium, reserve)
	if err != nil {
		panic(err)
	}
	text, err := json.Marshal(sum)
	if err != nil {
		panic(err)
	}

	record, err := cross2.Read(strings.NewReader(string(text)), 1<<20)
	if err != nil {
		panic(err)
	}
	line, err := record.Verify()
	fmt.Println(line.Amount(), line.Formula(cross2.Chinese), err)

	record.Amount = decimal.New(160, 0)
	_, err = record.Verify()
	fmt.Println(err)
	// Output:
	// 150 保费风险 + 准备金风险 <nil>
	// amount: must be 150, as its operation gives (got 160)
}

// The charge of one line of business, printed in Chinese.
func ExampleLine_Table() {
	date, _ := cede.ParseDate("2026-03-31")
	edition, err := cross2.At(date)
	if err != nil {
		panic(err)
	}
	must := func(line cross2.Line, err error) cross2.Line {
		if err != nil {
			panic(err)
		}
		return line
	}
	base, err := edition.Factor("nonlife.property.premium.factor")
	if err != nil {
		panic(err)
	}
	table, err := edition.Brackets("nonlife.property.premium.combined-ratio")
	if err != nil {
		panic(err)
	}
	ratio := must(cross2.GivenNumber(cross2.Head{English: "combined ratio", Chinese: "综合成本率"}, decimal.New(90, -2)))
	k := must(cross2.Bracket(cross2.Head{English: "k1", Chinese: "特征系数k1"}, table, ratio))
	one := must(cross2.GivenNumber(cross2.Head{English: "one", Chinese: "1"}, decimal.New(1, 0)))
	charge := must(cross2.Product(
		cross2.Head{English: "premium risk of property", Chinese: "财产险保费风险", Citation: cross2.Citation{Rule: "4", Article: "7"}},
		must(cross2.Given(cross2.Head{English: "retained premium", Chinese: "自留保费"}, decimal.New(10_000_000, 0))),
		must(base.Line()),
		must(cross2.Sum(cross2.Head{English: "1 + K", Chinese: "1+K"}, one, k))))

	text, err := charge.Table(cross2.Chinese, cross2.InWan)
	if err != nil {
		panic(err)
	}
	_, _ = os.Stdout.WriteString(text)
	// Output:
	// 行次  项目                      金额（万元）  依据             计算
	//       财产险保费风险                  371.45  规则第4号第7条   自留保费 × 财产险保费风险基础因子 × (1+K)
	//         自留保费                    1,000.00
	//         财产险保费风险基础因子         0.391  规则第4号第11条  nonlife.property.premium.factor
	//         1+K                             0.95                   1 + 特征系数k1
	//           1                                1
	//           特征系数k1                   -0.05  规则第4号第11条  nonlife.property.premium.combined-ratio, 综合成本率 ∈ (0, 0.95]
	//             综合成本率                   0.9
}
