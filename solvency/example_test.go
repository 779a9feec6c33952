package solvency_test

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/solvency"
	"github.com/cedego/cede/solvency/cross2"
	"github.com/cedego/cede/solvency/nonlife"
)

func on(day string) *cross2.Edition {
	date, err := cede.ParseDate(day)
	if err != nil {
		panic(err)
	}
	e, err := cross2.At(date)
	if err != nil {
		panic(err)
	}
	return e
}

func known(text string) *decimal.Decimal {
	d, err := decimal.NewFromString(text)
	if err != nil {
		panic(err)
	}
	return &d
}

// row is an amount in 亿元 in a row of the return.
func row(code, yi string) cross2.Line {
	yuan, err := cross2.InYi.ToYuan(*known(yi))
	if err != nil {
		panic(err)
	}
	l, err := solvency.Given(code, yuan)
	if err != nil {
		panic(err)
	}
	return l
}

// A property company of 15 billion yuan, whose business is known by class and whose market and credit risk are known in total. Control risk comes
// from a score of 83.2: Q = 0.40 − 0.005 × 83.2.
func ExampleCompany_Report() {
	e := on("2026-03-31")
	business, err := nonlife.Business{Segments: []nonlife.Segment{
		{Class: nonlife.Motor, Premium: *known("60"), Reserve: *known("25"), CombinedRatio: known("0.97")},
		{Class: nonlife.Property, Premium: *known("20"), Reserve: *known("12"), CombinedRatio: known("1.01")},
		{Class: nonlife.Health, Premium: *known("10"), Reserve: *known("4")},
	}}.ToYuan(cross2.InYi)
	if err != nil {
		panic(err)
	}
	premiumReserve, err := business.Capital(e)
	if err != nil {
		panic(err)
	}
	nonLife, err := nonlife.Total(e, premiumReserve, row("S05-1.2.2", "3"))
	if err != nil {
		panic(err)
	}
	q, err := cross2.GivenNumber(cross2.Head{English: "Control risk factor", Chinese: "控制风险因子"}, *known("-0.016"))
	if err != nil {
		panic(err)
	}
	report, err := solvency.Company{
		Kind:        solvency.Property,
		TotalAssets: known("15000000000"),
		NonLife:     nonLife,
		Market:      row("S05-1.3", "6"),
		Credit:      row("S05-1.4", "4"),
		Control:     q,
		Core1:       row("S02-1", "28"), Core2: row("S02-2", "0"), Supplementary1: row("S02-3", "10"), Supplementary2: row("S02-4", "0"),
		Rating: solvency.BB,
	}.Report(e)
	if err != nil {
		panic(err)
	}
	for _, sheet := range []string{"S01", "S05"} {
		table, err := report.Table(sheet, cross2.English, cross2.InWan)
		if err != nil {
			panic(err)
		}
		fmt.Println(sheet)
		fmt.Print(table)
	}
	fmt.Printf("%+v\n", report.Status())
	// Output:
	// S01
	// row    item                                                amount (10,000 yuan)
	// 1      Recognised assets
	// 2      Recognised liabilities
	// 3      Actual capital                                                380,000.00
	// 3.1      Core tier 1 capital                                         280,000.00
	// 3.2      Core tier 2 capital                                               0.00
	// 3.3      Supplementary tier 1 capital                                100,000.00
	// 3.4      Supplementary tier 2 capital                                      0.00
	// 4      Minimum capital                                               183,141.78
	// 4.1      Minimum capital of quantifiable risks                       186,119.70
	// 4.1.1      Insurance risk of life business
	// 4.1.2      Insurance risk of non-life business                       166,971.70
	// 4.1.3      Market risk                                                60,000.00
	// 4.1.4      Credit risk                                                40,000.00
	// 4.1.5      Diversification of the quantifiable risks                  71,056.24
	// 4.1.6      Loss absorption of certain insurance contracts
	// 4.2      Minimum capital of control risk                              -2,977.92
	// 4.3      Additional capital                                                0.00
	// 5      Core solvency surplus                                          96,858.22
	// 6      Core solvency ratio                                              152.89%
	// 7      Comprehensive solvency surplus                                196,858.22
	// 8      Comprehensive solvency ratio                                     207.49%
	// S05
	// row    item                                              amount (10,000 yuan)
	// 1      Minimum capital of quantifiable risks                       186,119.70
	// 1.1      Insurance risk of life business
	// 1.1.1      Life business: loss occurrence risk
	// 1.1.2      Life business: lapse risk
	// 1.1.3      Life business: expense risk
	// 1.1.4      Life business: diversification
	// 1.2      Insurance risk of non-life business                       166,971.70
	// 1.2.1      Non-life business: premium and reserve risk             156,925.67
	// 1.2.2      Non-life business: catastrophe risk                      30,000.00
	// 1.2.3      Non-life business: diversification                       19,953.96
	// 1.3      Market risk                                                60,000.00
	// 1.3.1      Market: interest rate risk
	// 1.3.2      Market: equity price risk
	// 1.3.3      Market: property price risk
	// 1.3.4      Market: overseas fixed income price risk
	// 1.3.5      Market: overseas equity price risk
	// 1.3.6      Market: currency risk
	// 1.3.7      Market: diversification
	// 1.4      Credit risk                                                40,000.00
	// 1.4.1      Credit: spread risk
	// 1.4.2      Credit: counterparty default risk
	// 1.4.3      Credit: diversification
	// 1.5      Diversification of the quantifiable risks                  71,056.24
	// 1.6      Loss absorption of certain insurance contracts
	// 1.6.1      Loss absorption before its limit
	// 1.6.2      Limit of loss absorption
	// 2      Minimum capital of control risk                              -2,977.92
	// 3      Additional capital                                                0.00
	// 3.1      Countercyclical additional capital                              0.00
	// 3.2      D-SII additional capital                                        0.00
	// 3.3      G-SII additional capital                                        0.00
	// 3.4      Other additional capital                                        0.00
	// 4      Minimum capital                                             183,141.78
	// {Compliance:complies Core:true Comprehensive:true Rating:true KeyInspection:false}
}

// The same rows as the return has them, and the formula of one.
func ExampleReport_Table() {
	report, err := solvency.Company{
		Kind: solvency.Property, TotalAssets: known("15000000000"),
		NonLife: row("S05-1.2", "18"), Market: row("S05-1.3", "6"), Credit: row("S05-1.4", "4"), Control: row("S05-2", "0"),
		Core1: row("S02-1", "28"), Core2: row("S02-2", "0"), Supplementary1: row("S02-3", "10"), Supplementary2: row("S02-4", "0"),
		Assets: row("S01-1", "150"), Liabilities: row("S01-2", "112"),
	}.Report(on("2026-03-31"))
	if err != nil {
		panic(err)
	}
	table, err := report.Table("S01", cross2.Chinese, cross2.InYi)
	if err != nil {
		panic(err)
	}
	fmt.Print(table)
	quantifiable, _ := report.Row("S05-1")
	text, err := quantifiable.Table(cross2.English, cross2.InYi)
	if err != nil {
		panic(err)
	}
	fmt.Print(text)
	fmt.Println(report.Status().Compliance)
	// Output:
	// 行次   项目                              期末数（亿元）
	// 1      认可资产                                  150.00
	// 2      认可负债                                  112.00
	// 3      实际资本                                   38.00
	// 3.1      核心一级资本                             28.00
	// 3.2      核心二级资本                              0.00
	// 3.3      附属一级资本                             10.00
	// 3.4      附属二级资本                              0.00
	// 4      最低资本                                   19.75
	// 4.1      量化风险最低资本                         19.75
	// 4.1.1      寿险业务保险风险最低资本
	// 4.1.2      非寿险业务保险风险最低资本             18.00
	// 4.1.3      市场风险最低资本                        6.00
	// 4.1.4      信用风险最低资本                        4.00
	// 4.1.5      量化风险分散效应                        7.21
	// 4.1.6      特定类别保险合同损失吸收效应
	// 4.2      控制风险最低资本                          0.00
	// 4.3      附加资本                                  0.00
	// 5      核心偿付能力溢额                            8.25
	// 6      核心偿付能力充足率                       141.78%
	// 7      综合偿付能力溢额                           18.25
	// 8      综合偿付能力充足率                       192.41%
	// row      item                                                                                  amount (100,000,000 yuan)  source                  formula
	// S05-1    Minimum capital of quantifiable risks                                                                     19.75  Rule 2 Art. 15          Relief by size, to 2 places
	//            Relief by size                                                                                          19.75                          Risks after diversification × Size multiplier of a property and casualty company or reinsurer, by total assets
	//              Risks after diversification                                                                           20.79  Rule 2 Art. 16          √(v·M·vᵀ), v = (S05-1.2, S05-1.3, S05-1.4), M = minimum.property, to 2 places
	// S05-1.2        Insurance risk of non-life business                                                                 18.00
	// S05-1.3        Market risk                                                                                          6.00
	// S05-1.4        Credit risk                                                                                          4.00
	//              Size multiplier of a property and casualty company or reinsurer, by total assets                       0.95  金规〔2023〕5号 （一）  minimum.size.property, Total assets ∈ [10000000000, 200000000000]
	//                Total assets                                                                                       150.00
	// ratios met, rating not given
}

// What is missing or contradicts itself is refused, all at once.
func ExampleCompany_Validate() {
	err := solvency.Company{
		Kind:    solvency.Property,
		Life:    row("S05-1.1", "1"),
		NonLife: row("S05-1.2", "18"), Market: row("S05-1.3", "-6"), Credit: row("S05-1.3", "4"),
		Core1: row("S02-1", "28"), Core2: row("S02-2", "0"), Supplementary1: row("S02-3", "10"),
		Supplementary2: row("S02-4", "0"), Assets: row("S01-1", "150"), Control: row("S05-2", "0"),
	}.Validate()
	fmt.Println(err)
	// Output:
	// life: must not be given: a property company has no life business (got 100000000)
	// market: must not be negative (got -600000000)
	// credit: must be row S05-1.4 of the return, or have no row (got S05-1.3)
	// liabilities: must not be empty: a line of zero says that there is none
}

// The loss absorption of participating and universal life contracts: less than their limit, and less than half of the capital of their
// accounts. Source: check 13 of the fact sheet of rules 1 to 6.
func ExampleAbsorption() {
	for _, base := range []string{"700", "2500", "505"} {
		l, err := solvency.Absorption{Market: *known("300"), Credit: *known("100"), Base: *known(base), Floor: *known("500")}.Capital(on("2026-03-31"))
		if err != nil {
			panic(err)
		}
		parts := l.Parts()
		fmt.Println(l.Head().Row, l.Amount(), "before its limit", parts[0].Amount(), "limit", parts[1].Amount())
	}
	// Output:
	// S05-1.6 50.96 before its limit 50.96 limit 200
	// S05-1.6 173.93 before its limit 173.93 limit 2000
	// S05-1.6 5 before its limit 8.06 limit 5
}

// A published quarter (众诚保险, second quarter of 2024) from its sub-risks, checked against what it stated. One figure was changed here.
func ExampleReadReturn() {
	stated, err := solvency.ReadReturn(strings.NewReader(`row,amount
S05-1.2.1,32984.41
S05-1.2.2,6018.39
S05-1.3.1,12204.35
S05-1.3.2,33272.57
S05-1.3.3,0
S05-1.3.4,0
S05-1.3.5,3559.26
S05-1.3.6,660.72
S05-1.4.1,9552.72
S05-1.4.2,9701.88
S05-1.5,27265.78
S05-1,52612.32
S05-2,1361.56
S05-4,53993.88
S01-1,611068.09
S01-2,363147.54
S01-3.1,239571.71
S01-3.2,0
S01-3.3,8348.85
S01-3.4,0
S01-6,4.4387
S01-8,4.5933
`), 1<<16, cross2.InWan)
	if err != nil {
		panic(err)
	}
	e := on("2024-06-30")
	company, err := stated.Company(e, solvency.Property)
	if err != nil {
		panic(err)
	}
	company.TotalAssets = known("6200000000")
	company.Tolerance = *known("200")
	report, err := company.Report(e)
	if err != nil {
		panic(err)
	}
	minimum, _ := report.Row("S05-4")
	text, err := cross2.InWan.Print(minimum.Amount())
	if err != nil {
		panic(err)
	}
	fmt.Println(minimum.Head().Chinese, text)
	fmt.Println(stated.Check(report, *known("200"), *known("0.0001")))
	table, err := stated.Compare(report, "S01", cross2.English, cross2.InWan)
	if err != nil {
		panic(err)
	}
	fmt.Print(table)
	// Output:
	// 最低资本 53,973.89
	// S05-4: must be 539738871.26 within 200, as its parts give (got 539938800)
	// row    item                                                stated (10,000 yuan)    computed  difference
	// 1      Recognised assets                                             611,068.09  611,068.09        0.00
	// 2      Recognised liabilities                                        363,147.54  363,147.54        0.00
	// 3      Actual capital                                                            247,920.55
	// 3.1      Core tier 1 capital                                         239,571.71  239,571.71        0.00
	// 3.2      Core tier 2 capital                                               0.00        0.00        0.00
	// 3.3      Supplementary tier 1 capital                                  8,348.85    8,348.85        0.00
	// 3.4      Supplementary tier 2 capital                                      0.00        0.00        0.00
	// 4      Minimum capital                                                            53,973.89
	// 4.1      Minimum capital of quantifiable risks                                    52,612.33
	// 4.1.1      Insurance risk of life business
	// 4.1.2      Insurance risk of non-life business                                    34,977.83
	// 4.1.3      Market risk                                                            35,523.72
	// 4.1.4      Credit risk                                                            15,222.37
	// 4.1.5      Diversification of the quantifiable risks                              27,265.79
	// 4.1.6      Loss absorption of certain insurance contracts
	// 4.2      Minimum capital of control risk                                           1,361.56
	// 4.3      Additional capital                                                            0.00
	// 5      Core solvency surplus                                                     185,597.82
	// 6      Core solvency ratio                                              443.87%     443.87%       0.00%
	// 7      Comprehensive solvency surplus                                            193,946.66
	// 8      Comprehensive solvency ratio                                     459.33%     459.33%       0.00%
}
